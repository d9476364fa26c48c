namespace Bilinear.Dsl.Spectral;

/// <summary>
/// The part of a model that is quadratic in h, the input of one bilinear layer: y = Output((Wh + b_w) ⊙ (Vh + b_v)), with
/// h = Input(x).
/// </summary>
/// <param name="Input">The linear layers from x to h, in the order of the flow.</param>
/// <param name="Layer">The bilinear layer: weight [2m, d], W first, and bias [2m].</param>
/// <param name="Output">The linear layers from the bilinear layer to y, in the order of the flow.</param>
/// <param name="Residual">After how many maps of <paramref name="Output"/> h itself is added; null where it is not.</param>
/// <param name="FromInput">x is the model's input, or what <see cref="Before"/> makes of it. False where other layers stand before: then x is h.</param>
/// <param name="ToOutput">The number of the model's output that y is; null where it is none.</param>
/// <param name="Caveat">One sentence on what is not exact; null where y is reproduced exactly.</param>
public sealed record QuadraticPath(
    IReadOnlyList<AffineMap> Input, AffineMap Layer, IReadOnlyList<AffineMap> Output,
    int? Residual = null, bool FromInput = true, int? ToOutput = 0, string? Caveat = null)
{
    /// <summary>The bilinear layers between the model's input and x, each quadratic in what the one before it gives; mostly none.</summary>
    public IReadOnlyList<QuadraticPath> Before { get; init; } = [];
}
