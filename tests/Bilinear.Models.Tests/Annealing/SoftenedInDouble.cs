namespace Bilinear.Models.Tests.Annealing;

/// <summary>
/// <c>Softened</c> of annealed.bmlp in double, from its definition: h = E·x + b, y = H·(factor ⊙ l ⊙ σ(βl) ⊙ r) with [l; r] = [W; V]·h + [b_w; b_v],
/// its gradients by central differences, and AdamW.
/// </summary>
internal sealed class SoftenedInDouble(float[] inputs, int[] labels)
{
    private const int In = 6, Latent = 5, Hidden = 7, Classes = 4;
    private const double Difference = 1e-5;

    public double[] Logits(IReadOnlyDictionary<string, double[]> at, double sharpness) => [.. Enumerable.Range(0, labels.Length).SelectMany(sample =>
    {
        double[] x = [.. inputs.AsSpan(sample * In, In).ToArray().Select(value => (double)value)];
        var h = Affine(at["embed.weight"], x, at["embed.bias"]);
        var stacked = Affine(at["body.weight"], h, at["body.bias"]);
        var y = Enumerable.Range(0, Hidden).Select(i => at["body.factor"][i] * stacked[i] / (1 + Math.Exp(-sharpness * stacked[i])) * stacked[Hidden + i]);
        return Affine(at["head.weight"], [.. y], new double[Classes]);
    })];

    /// <summary>The mean cross-entropy.</summary>
    public double Loss(IReadOnlyDictionary<string, double[]> at, double sharpness) => Logits(at, sharpness).Chunk(Classes).Zip(labels, (logits, label) => Math.Log(logits.Sum(Math.Exp)) - logits[label]).Average();

    public Dictionary<string, double[]> Gradients(IReadOnlyDictionary<string, double[]> at, double sharpness) => at.ToDictionary(parameter => parameter.Key, parameter => parameter.Value.Select((value, i) =>
    {
        double[] losses = [.. new[] { value + Difference, value - Difference }.Select(moved =>
        {
            parameter.Value[i] = moved;
            return Loss(at, sharpness);
        })];
        parameter.Value[i] = value;
        return (losses[0] - losses[1]) / (2 * Difference);
    }).ToArray());

    private static double[] Affine(double[] weight, double[] x, double[] bias) =>
        [.. bias.Select((b, row) => b + x.Select((value, column) => value * weight[(row * x.Length) + column]).Sum())];
}
