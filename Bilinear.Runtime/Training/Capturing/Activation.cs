using Bilinear.Tensors;
using Bilinear.Text;

namespace Bilinear.Training;

/// <summary>
/// The value of a layer in a forward pass. It is kept if <see cref="Keep"/> asked for it, and another is put in its place if
/// <see cref="Replace"/> gave one: everything that reads the layer then reads that.
/// </summary>
public sealed class Activation
{
    private readonly string _model;
    private ReadOnlyMemory<float>? _replacement;
    private float[]? _values;
    private bool _isKept;

    internal Activation(string model, LayerInfo layer) => (_model, Name, Shape, Count) = (model, layer.Name, layer.Shape, layer.Count);

    /// <summary>The name of the layer; of a value with several names the innermost.</summary>
    public string Name { get; }

    /// <summary>The shape for one sample, without the batch.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The number of floats for each sample.</summary>
    public int Count { get; }

    /// <summary>
    /// The values that the last pass left, sample after sample: [samples, …shape]. Of a layer that was replaced they are what was put there.
    /// </summary>
    /// <exception cref="InvalidOperationException">No pass has kept the value.</exception>
    public ReadOnlyMemory<float> Values => _values
        ?? throw new InvalidOperationException($"{Name} of {_model} has no values: call Keep, then Forward with this capture.");

    /// <summary>The floats of one sample, from <see cref="Values"/>.</summary>
    /// <exception cref="InvalidOperationException">No pass has kept the value.</exception>
    public ReadOnlySpan<float> this[int sample] => Values.Span.Slice(sample * Count, Count);

    /// <summary>Keeps the value in the passes to come.</summary>
    public Activation Keep()
    {
        _isKept = true;
        return this;
    }

    /// <summary>Puts other values in the layer's place in the passes to come.</summary>
    /// <param name="values">[samples, …shape] for all samples of a pass, or […shape] for one, which every sample then gets. They are not copied.</param>
    /// <exception cref="ArgumentException">The values are not a whole number of samples, or none.</exception>
    public Activation Replace(ReadOnlyMemory<float> values)
    {
        if (values.Length == 0 || values.Length % Count != 0)
            throw new ArgumentException($"{Name} of {_model} is {ForeignText.Shape(Shape)}, {Count} floats for each sample, and {values.Length} were given in its place: give that many for one sample, or for each.", nameof(values));
        _replacement = values;
        return this;
    }

    /// <summary>Leaves the layer as it is in the passes to come: neither kept nor replaced. Values that were kept are dropped.</summary>
    public Activation Release()
    {
        (_isKept, _replacement, _values) = (false, null, null);
        return this;
    }

    /// <summary>Makes room for a pass over so many samples.</summary>
    /// <exception cref="ArgumentException">The replacement is of another number of samples.</exception>
    internal void Begin(int samples)
    {
        if (_replacement is { } replacement && replacement.Length != Count && replacement.Length != (long)samples * Count)
            throw new ArgumentException($"{Name} of {_model} is to be replaced by {replacement.Length / Count} samples, and the input has {samples}: give one, which all get, or as many as the input has.");
        _values = null;
        if (_isKept && (long)samples * Count > Array.MaxLength)
            throw new ArgumentException($"{Name} of {samples} samples is more than an array can hold: keep it of fewer at a time.");
    }

    /// <summary>Meets the value on its way.</summary>
    /// <param name="view">[samples·rows, columns], dense.</param>
    /// <param name="all">The samples of the whole pass.</param>
    internal void Meet(View view, int first, int samples, int all)
    {
        if (_replacement is { } replacement)
            Put(replacement.Span, view, first, samples);
        if (!_isKept)
            return;
        _values ??= new float[all * Count];
        view.Memory.Read(_values.AsSpan(first * Count, samples * Count), view.Offset);
    }

    private void Put(ReadOnlySpan<float> replacement, View view, int first, int samples)
    {
        if (replacement.Length > Count)
        {
            view.Memory.Write(replacement.Slice(first * Count, samples * Count), view.Offset);
            return;
        }
        for (var sample = 0; sample < samples; sample++)
            view.Memory.Write(replacement, view.Offset + ((long)sample * Count));
    }

    /// <summary>Drops what a pass that failed has left.</summary>
    internal void Abandon() => _values = null;
}
