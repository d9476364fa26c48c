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
    private const OperandRole Rowwise = OperandRole.Rowwise;
    private static readonly ResultSpec RowwiseResult = new(ResultRole.Rowwise);

    private static readonly Dictionary<Kernel, KernelSpec> Specs = new()
    {
        [Kernel.Product] = new("product", [Factor, Factor], 1, [], at => [Product($"{at.Inputs[0]}·{at.Inputs[1]}")]),
        [Kernel.DualProduct] = new("dual_product", [Factor, Factor], 2, [], at => [Product($"{at.Inputs[0]}·Wᵀ"), Product($"{at.Inputs[0]}·Vᵀ")]),
        [Kernel.Map] = new("map", [], 0, [], _ => []),
        [Kernel.RmsNorm] = new("rms_norm", [Elementwise], 1, [], at => [new Term($"rmsnorm({at.Inputs[0]})")]),
        [Kernel.RmsNormAdjoint] = new("rms_norm_adjoint", [Elementwise, Elementwise], 1, [], at => [Product($"rmsnorm′({at.Inputs[0]})ᵀ·{at.Inputs[1]}")]),
        [Kernel.SumRows] = new("sum_rows", [OperandRole.Summed], 0, [new(ResultRole.Row)], at => [new Term($"Σ_b {at.Inputs[0]}")]),
        [Kernel.BatchScale] = new("batch_scale", [OperandRole.Summed], 0, [new(ResultRole.Row)], at => [new Term($"1/√({at.Inputs[0]}/N + ε)")]),
        [Kernel.BatchScaleAdjoint] = new("batch_scale_adjoint", [Elementwise, Elementwise], 0, [new(ResultRole.Row)], at => [Product($"-½·{at.Inputs[0]}³/N·{at.Inputs[1]}")]),
        [Kernel.Noise] = new("noise", [Elementwise], 0, [new(ResultRole.Elementwise)], at => [new Term($"{at.Inputs[0]} + {Sigma(at.Noise!, at.Inputs[0])}·n", Precedence.Sum)]),
        [Kernel.CrossEntropy] = Loss("cross_entropy", OperandRole.Labels),
        [Kernel.SquaredError] = Loss("squared_error", OperandRole.LikePrediction),
        [Kernel.LinearCrossEntropy] = LinearLoss("linear_cross_entropy", [Rowwise, OperandRole.Table, OperandRole.Labels], at => $"{at.Inputs[0]}·{at.Inputs[1]}ᵀ", 1),
        [Kernel.AffineCrossEntropy] = LinearLoss(
            "affine_cross_entropy", [Rowwise, OperandRole.Table, OperandRole.Table, OperandRole.Labels], at => $"{at.Inputs[0]}·{at.Inputs[1]}ᵀ + {at.Inputs[2]}", 2) with
        {
            Method = nameof(Kernel.LinearCrossEntropy),
        },
        [Kernel.Embed] = new("embed", [OperandRole.Tokens, OperandRole.Table], 0, [RowwiseResult], at => [new Term($"{at.Inputs[1]}[{at.Inputs[0]}]")]),
        [Kernel.EmbedAdjoint] = new(
            "embed_adjoint", [OperandRole.Tokens, Rowwise, OperandRole.Earlier], 0, [new(ResultRole.Table)],
            at => [new Term($"{(at.Inputs.Count > 2 ? $"{at.Inputs[2]} + " : "")}Σ_i {at.Inputs[1]}[i] at {at.Inputs[0]}[i]", Precedence.Sum)]),
        [Kernel.Rotate] = new("rotate", [Elementwise], 0, [new(ResultRole.Elementwise)], at => [new Term($"rotate({at.Inputs[0]})")]) { Rows = Rows.Positions },
        [Kernel.Attention] = new(
            "attention", [Rowwise, Rowwise, Rowwise], 0, [RowwiseResult, RowwiseResult with { IsOptional = true }],
            at => [new Term($"attention({string.Join(", ", at.Inputs)})"), new Term($"log Σ exp({at.Inputs[0]}·{at.Inputs[1]}ᵀ/√s)")])
        { Rows = Rows.Texts },
        [Kernel.AttentionAdjoint] = AttentionAdjoint("attention_adjoint", inputs: 6),
        [Kernel.BilinearAttentionAdjoint] = AttentionAdjoint("bilinear_attention_adjoint", inputs: 4) with { Method = nameof(Kernel.AttentionAdjoint) },
    };

    public static KernelSpec Spec(this Kernel kernel) => Specs[kernel];

    private static KernelSpec Loss(string name, OperandRole target) => new(
        name, [OperandRole.Prediction, target], 0, [new(ResultRole.Loss), new(ResultRole.Elementwise, IsOptional: true)],
        at => [new Term($"{name}({at.Inputs[0]}, {at.Inputs[1]})"), new Term($"∂{at.Results[0].Name}/∂{at.Inputs[0]}")]);

    // The gradients stand behind the loss in the order of what they are gradients of.
    private static KernelSpec LinearLoss(string name, IReadOnlyList<OperandRole> inputs, Func<CallText, string> logits, int tables) => new(
        name, inputs, 0,
        [new(ResultRole.Loss), RowwiseResult with { IsOptional = true }, .. Enumerable.Repeat(new ResultSpec(ResultRole.Table, IsOptional: true), tables)],
        at =>
        [
            new Term($"cross_entropy({logits(at)}, {at.Inputs[at.Inputs.Count - 1]})"),
            .. Enumerable.Range(0, tables + 1).Select(of => new Term($"∂{at.Results[0].Name}/∂{at.Inputs[of]}")),
        ]);

    private static KernelSpec AttentionAdjoint(string name, int inputs) => new(
        name, [.. Enumerable.Repeat(Rowwise, inputs)], 0, [RowwiseResult, RowwiseResult, RowwiseResult],
        at => [.. Enumerable.Range(0, 3).Select(of => Product($"attention′({at.Inputs[of]})ᵀ·{at.Inputs[at.Inputs.Count - 1]}"))])
    { Rows = Rows.Texts };

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
