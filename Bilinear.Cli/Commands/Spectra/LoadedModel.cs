using Bilinear.Cli.Compiling;
using Bilinear.Cli.Data;
using Bilinear.Cli.Output;
using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Spectral;
using Bilinear.Training;
using Compiled = Bilinear.Dsl.Spectral;

namespace Bilinear.Cli.Commands.Spectra;

/// <summary>Weights on a device, with the model that the command line and they themselves name.</summary>
internal sealed class LoadedModel : IDisposable
{
    private const int Batch = 256;

    private readonly ModelRequest _request;
    private readonly ChosenModel _chosen;
    private readonly Device _device;
    private readonly DecompositionCache? _cache;
    private readonly StatusLine _status;

    /// <param name="takesTexts">Whether the command works on models of texts too.</param>
    /// <param name="isCached">Whether what is costly comes from the user's cache, where it is there, and goes into it.</param>
    /// <exception cref="InputException">File, model and weights do not fit each other.</exception>
    public LoadedModel(ModelRequest request, WeightsSource weights, bool isCached, Func<Device> open, StatusLine status, bool takesTexts = false)
    {
        _request = request;
        _chosen = ChosenModel.Of(request, weights);
        Model = CompiledModel.Load(_chosen, request.File, status);
        if (Model.TakesTexts && !takesTexts)
            throw new InputException($"{Model.Name} takes texts, and its layers have a vector for each position: here only models of one vector a sample are taken apart. `bmlp decompose`, `bmlp explain` and `bmlp report` take models of texts apart.");
        _cache = isCached ? DecompositionCache.OfUser() : null;
        _status = status;
        _device = open();
        try
        {
            Weights = weights.Load(Model, _device);
        }
        catch
        {
            _device.Dispose();
            throw;
        }
    }

    public ModelDescription Model { get; }

    public ModelWeights Weights { get; }

    /// <summary>What the data of training were called; null where that is not known.</summary>
    public DataSchema? Schema => Weights.Provenance?.Schema;

    /// <summary>The names of the classes of a single output; none where they have none.</summary>
    public IReadOnlyList<string> ClassNames => Model.Outputs.Count == 1 && Schema is { } schema ? schema.Classes : [];

    /// <summary>The whole <c>decompose</c> block.</summary>
    /// <exception cref="InputException">There is none, or it needs data.</exception>
    public IReadOnlyList<Decomposition> Decompose(DataSet? data)
    {
        if (Weights is not IDecomposable weights)
            throw new InputException($"{Model.Name} has no `decompose` block, which says what is taken apart: add one, such as `{EigenPlans.Example(_chosen.Model.Bound, port: null)}`.");
        try
        {
            return _status.While($"decomposing {Model.Name}", () => weights.Decompose(data, _cache));
        }
        catch (ArgumentException missing) when (data is null && missing.ParamName == nameof(data))
        {
            throw new InputException($"The `decompose` block of {Model.Name} sorts eigenvectors by how strongly they respond to data (`order mean_activation`): give it some with --data, best those that it was trained on.");
        }
    }

    /// <summary>The first <c>eigen</c> entry of the block, for all pairs of each output.</summary>
    /// <param name="port">The output that it is to end in; null for any.</param>
    /// <exception cref="InputException">There is none.</exception>
    public EigenPlan Plan(int? port) => EigenPlans.First(_chosen.Model, port)
        ?? throw new InputException($"{(_chosen.Model.Bound.Decompose.Count == 0 ? $"{Model.Name} has no `decompose` block" : $"The `decompose` block of {Model.Name} has no `eigen` entry{(port is { } output ? $" that ends in {Model.Outputs[output].Name}" : "")}")}, and its eigenvectors are wanted here: add one, such as `{EigenPlans.Example(_chosen.Model.Bound, port)}`{(_request.Text is null ? "" : ", to the program that these weights carry, and give that before them")}.");

    /// <summary>As <see cref="Plan"/>, of an entry from whose spectra the model's outputs can be computed.</summary>
    /// <param name="command">The command that computes them.</param>
    /// <exception cref="InputException">There is none, or a norm or other layers stand between the input, the decomposed layer and the output.</exception>
    public EigenPlan WholePlan(int? port, string command) => Plan(port) switch
    {
        { Path.ToOutput: null } plan => throw new InputException($"The outputs of {Model.Name} are not the sum of its eigenvectors' terms, which is what `{command}` works on. {plan.Path.Caveat ?? $"What stands behind `{plan.Name}` is not part of it."} `bmlp report` shows what is exact."),
        { Path.FromInput: false } plan => throw new InputException($"`{command}` computes what goes into the decomposed layer from linear and bilinear layers only, and in {Model.Name} others stand before `{plan.Name}`, such as a norm. {plan.Path.Caveat} `bmlp report` shows what is exact."),
        var plan => plan,
    };

    /// <summary>The residual stream of a model of texts.</summary>
    /// <param name="command">The command that works on it.</param>
    /// <exception cref="InputException">Something else leads from its tokens to its output.</exception>
    public ResidualStream Stream(string command) => Compiled.SpectralPlanner.Stream(_chosen.Model.Bound, output: 0, out var obstacle) is { } stream
        ? StreamPlans.Of(stream)
        : throw new InputException($"`{command}` works on models of texts whose layers add to one residual stream, x + (x |> …), from the embedding to the head, and in {Model.Name} there is {obstacle}.");

    /// <summary>The entries of the <c>decompose</c> block of a model of texts.</summary>
    /// <exception cref="InputException">There are none.</exception>
    public IReadOnlyList<Compiled.TokenPlan> TokenPlans() => FindTokenPlans() is { Count: > 0 } plans ? plans : throw new InputException($"{Model.Name} has no decompose block: write one, such as `{ExampleOfTokens}`.");

    /// <summary>The entries of the <c>decompose</c> block of a model of texts; none where it has no block.</summary>
    public IReadOnlyList<Compiled.TokenPlan> FindTokenPlans() => _chosen.Model.TokenPlans;

    /// <summary>A <c>decompose</c> block for a model of texts that has none.</summary>
    public string ExampleOfTokens => $"decompose {Model.Name} {{ eigen {_chosen.Model.Stream?.Branches.OfType<Compiled.GatedBranch>().LastOrDefault()?.Name ?? "LAYER"} {{ direction \" girl\" - \" boy\" }} }}";

    /// <summary>The bilinear layers from the input to an output, whatever the block says.</summary>
    /// <param name="port">The output; null for the only one.</param>
    /// <param name="command">The command that works on them.</param>
    /// <exception cref="InputException">Something else stands between them, such as a norm.</exception>
    public IReadOnlyList<QuadraticPath> Stack(int? port, string command) => EigenPlans.Stack(_chosen.Model, port ?? 0, out var obstacle)
        ?? throw new InputException($"`{command}` works on models of bilinear layers, with linear ones and residuals between them, and on the way from {Model.Inputs[0].Name} to {Model.Outputs[port ?? 0].Name} in {Model.Name} there is {obstacle}.");

    /// <summary>The bottleneck of every bilinear layer.</summary>
    /// <param name="layers">What <see cref="Stack"/> gives.</param>
    public BottleneckStudy Narrow(IReadOnlyList<QuadraticPath> layers, DataSet data) => Bottleneck.Measure(Weights, layers, data, _cache);

    /// <summary>One entry, whether the block has it or not.</summary>
    public EigenSpectra Decompose(EigenPlan plan, DataSet? data = null) => EigenSpectra.Compute(Weights, plan, data, _cache);

    /// <summary>The spectra of the first <c>eigen</c> entry, from which a rule chooses.</summary>
    /// <param name="data">Their training part is what <see cref="TruncationRule.MeanActivation"/> measures on.</param>
    /// <inheritdoc cref="Plan"/>
    public EigenSpectra DecomposeFor(TruncationRule rule, int? port, DataParts? data)
    {
        var isMeasured = rule == TruncationRule.MeanActivation;
        var plan = Plan(port) with { Order = isMeasured ? SpectrumOrder.MeanActivation : SpectrumOrder.Magnitude, Keep = 1, Bias = BiasTreatment.Separate };
        return _status.While($"decomposing {Model.Name}", () => Decompose(plan, isMeasured ? data!.Train : null));
    }

    /// <exception cref="InputException">More eigenvectors are to be kept than an output has.</exception>
    public void ThrowIfFewer(int there, int kept)
    {
        if (kept > there)
            throw new InputException($"--keep {kept}: an output of {Model.Name} has {(there == 1 ? "one eigenvector, and no more" : $"{there} eigenvectors, of which 1 to {there}")} can be kept.");
    }

    /// <summary>Refuses data on which the forward pass overflows, as <c>eval</c> does: what is computed from the weights in double would hide it.</summary>
    /// <exception cref="ArgumentException">An output is no finite number, or the data do not fit.</exception>
    public void ThrowIfNotFinite(DataSet data)
    {
        using var reader = Weights.OpenInference(Math.Min(Batch, data.Count));
        _status.While($"evaluating on {data.Name}", () => reader.Evaluate(data));
    }

    public void Dispose()
    {
        Weights.Dispose();
        _device.Dispose();
    }
}
