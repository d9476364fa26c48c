using Bilinear.Text;

namespace Bilinear.Training;

/// <summary>
/// Says which layers of a model are kept or replaced in a forward pass, and has their values afterwards. It can be used for one
/// pass after the other. A model's own <c>Capture</c> has a property for each layer; <see cref="Of"/> makes one for a model that is met at run time.
/// </summary>
public abstract class Capture
{
    private readonly Activation[] _activations;
    private int _busy;
    private int _samples;

    /// <param name="model">The model whose layers it names.</param>
    protected Capture(ModelDescription model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
        _activations = [.. model.Layers.DistinctBy(layer => layer.Value).OrderBy(layer => layer.Value).Select(layer => new Activation(model.Name, layer))];
    }

    /// <summary>The names of the model's layers, in the order in which they are computed.</summary>
    public IReadOnlyList<LayerInfo> Layers => Model.Layers;

    internal ModelDescription Model { get; }

    /// <summary>Gives the value of a layer by its name.</summary>
    /// <param name="name">The path of the layer, such as <c>stack.0.mix</c>.</param>
    /// <exception cref="ArgumentException">The model has no such layer; the message lists those that it has.</exception>
    public Activation this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            var layer = Layers.FirstOrDefault(layer => layer.Name == name)
                ?? throw new ArgumentException($"{Model.Name} has no layer {ForeignText.Quote(name)}; it has {ForeignText.List([.. Layers.Select(layer => layer.Name)])}.", nameof(name));
            return At(layer.Value);
        }
    }

    /// <summary>Makes a capture for a model that is known by its description alone.</summary>
    public static Capture Of(ModelDescription model) => new Unnamed(model);

    /// <summary>Gives the value of a number, for generated code.</summary>
    protected Activation At(int value) => _activations[value];

    /// <summary>Begins a pass, and reserves the capture for it.</summary>
    /// <exception cref="ArgumentException">The capture is of another model, or a replacement does not fit.</exception>
    /// <exception cref="InvalidOperationException">Another pass uses the capture.</exception>
    internal Pass Begin(ModelDescription model, int samples)
    {
        if (model != Model)
            throw new ArgumentException($"This is a capture of {Model.Name}, and {model.Name} is run: make one of that.");
        if (Interlocked.CompareExchange(ref _busy, 1, 0) != 0)
            throw new InvalidOperationException($"Another pass is using this capture of {Model.Name}. Make one for each thread.");
        try
        {
            _samples = samples;
            foreach (var activation in _activations)
                activation.Begin(samples);
        }
        catch
        {
            Volatile.Write(ref _busy, 0);
            throw;
        }
        return new Pass(this);
    }

    /// <summary>Meets a value on its way through the model.</summary>
    internal void Meet(int value, Tensors.View view, int first, int samples) => _activations[value].Meet(view, first, samples, _samples);

    /// <summary>A pass. What it kept is dropped where it does not come to its end.</summary>
    internal ref struct Pass(Capture capture)
    {
        private bool _isComplete;

        public void Complete() => _isComplete = true;

        public readonly void Dispose()
        {
            foreach (var activation in _isComplete ? [] : capture._activations)
                activation.Abandon();
            Volatile.Write(ref capture._busy, 0);
        }
    }

    private sealed class Unnamed(ModelDescription model) : Capture(model);
}
