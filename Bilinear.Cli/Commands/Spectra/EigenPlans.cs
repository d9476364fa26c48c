using Bilinear.Dsl;
using Bilinear.Dsl.Bound;
using Bilinear.Spectral;
using BiasTreatment = Bilinear.Spectral.BiasTreatment;
using Compiled = Bilinear.Dsl.Spectral;
using SpectrumBasis = Bilinear.Spectral.SpectrumBasis;
using SpectrumOrder = Bilinear.Spectral.SpectrumOrder;

namespace Bilinear.Cli.Commands.Spectra;

/// <summary>The compiler's plans as the runtime's: what generated code writes down, for commands that ask for another order than the file.</summary>
internal static class EigenPlans
{
    /// <summary>The plan of the first <c>eigen</c> entry of the <c>decompose</c> block, for all pairs; null where it has none.</summary>
    /// <param name="port">The output that it is to end in; null for any.</param>
    public static EigenPlan? First(ModelCompilation model, int? port) => model.Plans.OfType<Compiled.EigenPlan>().FirstOrDefault(plan => port is null || plan.Path.ToOutput == port) is { } plan
        ? new EigenPlan(plan.Name, Path(plan.Path)) { Basis = Enum.Parse<SpectrumBasis>($"{plan.Basis}"), Order = Enum.Parse<SpectrumOrder>($"{plan.Order}"), Bias = Enum.Parse<BiasTreatment>($"{plan.Bias}") }
        : null;

    /// <summary>A <c>decompose</c> block for a model that has none, with its last linear layer behind a bilinear one.</summary>
    /// <param name="port">The output that the layer should lead to; null for any.</param>
    public static string Example(BoundModel model, int? port)
    {
        var flows = model.Body.Bindings.Select(binding => binding.Flow).Append(model.Body.Returns[port ?? 0]);
        var last = flows.SelectMany(Layers).SkipWhile(layer => layer is not (BoundGlu or BoundBlock or BoundRepeat)).LastOrDefault(layer => layer is BoundLinear);
        return $"decompose {model.Name} {{ eigen {last?.Path ?? "LAYER"} }}";
    }

    // In the order in which they are applied.
    private static IEnumerable<BoundLayer> Layers(BoundFlow flow) => flow switch
    {
        BoundPipe pipe => [.. Layers(pipe.Head), .. pipe.Steps.Select(step => step.Layer)],
        BoundSum sum => sum.Terms.SelectMany(Layers),
        _ => [],
    };

    /// <summary>The model's bilinear layers from its input to an output, each path from where the one before it ends.</summary>
    /// <param name="obstacle">What else stands there, in words; null where nothing does.</param>
    public static IReadOnlyList<QuadraticPath>? Stack(ModelCompilation model, int output, out string? obstacle) =>
        Compiled.SpectralPlanner.Stack(model.Bound, output, out obstacle) is { } stack ? [.. stack.Select(Path)] : null;

    private static QuadraticPath Path(Compiled.QuadraticPath path) => new([.. path.Input.Select(Map)], Map(path.Layer), [.. path.Output.Select(Map)])
    {
        Residual = path.Residual,
        Before = [.. path.Before.Select(Path)],
        FromInput = path.FromInput,
        ToOutput = path.ToOutput,
        Caveat = path.Caveat,
    };

    private static AffineMap Map(Compiled.AffineMap map) => new(map.Weight, map.Bias);
}
