using System.Globalization;
using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Kernels;

/// <summary>
/// Every kernel with what the stages need to know of it. A new kernel is a line here, a member of <see cref="Kernel"/>, and the
/// operator that it computes in the placement of calls; verifiers, printers and the emitter read it from here.
/// </summary>
public static class KernelTable
{
    private const OperandRole Factor = OperandRole.Factor;
    private const OperandRole Elementwise = OperandRole.Elementwise;

    private static readonly Dictionary<Kernel, KernelSpec> Specs = new()
    {
        [Kernel.Product] = new("product", [Factor, Factor], 1, [], at => [Product($"{at.Inputs[0]}·{at.Inputs[1]}")]),
        [Kernel.DualProduct] = new("dual_product", [Factor, Factor], 2, [], at => [Product($"{at.Inputs[0]}·Wᵀ"), Product($"{at.Inputs[0]}·Vᵀ")]),
        [Kernel.Map] = new("map", [], 0, [], _ => []),
        [Kernel.RmsNorm] = new("rms_norm", [Elementwise], 1, [], at => [new Term($"rmsnorm({at.Inputs[0]})")]),
        [Kernel.RmsNormAdjoint] = new("rms_norm_adjoint", [Elementwise, Elementwise], 1, [], at => [Product($"rmsnorm′({at.Inputs[0]})ᵀ·{at.Inputs[1]}")]),
        [Kernel.SumRows] = new("sum_rows", [OperandRole.Summed], 0, [new(ResultRole.Row)], at => [new Term($"Σ_b {at.Inputs[0]}")]),
        [Kernel.Noise] = new("noise", [Elementwise], 0, [new(ResultRole.Elementwise)], at => [new Term($"{at.Inputs[0]} + {Sigma(at.Noise!, at.Inputs[0])}·n", Precedence.Sum)]),
        [Kernel.CrossEntropy] = Loss("cross_entropy", OperandRole.Labels),
        [Kernel.SquaredError] = Loss("squared_error", OperandRole.LikePrediction),
    };

    public static KernelSpec Spec(this Kernel kernel) => Specs[kernel];

    private static KernelSpec Loss(string name, OperandRole target) => new(
        name, [OperandRole.Prediction, target], 0, [new(ResultRole.Loss), new(ResultRole.Elementwise, IsOptional: true)],
        at => [new Term($"{name}({at.Inputs[0]}, {at.Inputs[1]})"), new Term($"∂{at.Results[0].Name}/∂{at.Inputs[0]}")]);

    private static Term Product(string text) => new(text, Precedence.Product);

    private static string Sigma(NoiseSpec noise, string input)
    {
        var sigma = noise.Sigma.ToString("R", CultureInfo.InvariantCulture);
        return noise.Kind switch
        {
            NoiseKind.Relative => $"{sigma}·std({input})",
            NoiseKind.Token => $"{sigma}·std_row({input})",
            _ => sigma,
        };
    }
}
