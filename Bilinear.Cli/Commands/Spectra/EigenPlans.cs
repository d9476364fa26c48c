using Bilinear.Dsl;
using Bilinear.Spectral;
using Compiled = Bilinear.Dsl.Spectral;

namespace Bilinear.Cli.Commands.Spectra;

/// <summary>The compiler's plans as the runtime's: what generated code writes down, for commands that ask for another order than the file.</summary>
internal static class EigenPlans
{
    /// <summary>Of the first <c>eigen</c> entry of the <c>decompose</c> block; null where it has none.</summary>
    /// <param name="port">The output that it is to end in; null for any.</param>
    public static EigenPlan? First(ModelCompilation model, int? port) => model.Plans.OfType<Compiled.EigenPlan>().FirstOrDefault(plan => port is null || plan.Path.ToOutput == port) is { } plan
        ? new EigenPlan(plan.Name, Path(plan.Path)) { Basis = Enum.Parse<SpectrumBasis>($"{plan.Basis}") }
        : null;

    private static QuadraticPath Path(Compiled.QuadraticPath path) => new([.. path.Input.Select(Map)], Map(path.Layer), [.. path.Output.Select(Map)])
    {
        Residual = path.Residual,
        FromInput = path.FromInput,
        ToOutput = path.ToOutput,
        Caveat = path.Caveat,
    };

    private static AffineMap Map(Compiled.AffineMap map) => new(map.Weight, map.Bias);
}
