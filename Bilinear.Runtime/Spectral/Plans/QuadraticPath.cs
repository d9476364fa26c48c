namespace Bilinear.Spectral;

/// <summary>
/// The part of a model that is quadratic in h, the input of one bilinear layer: y = Output((Wh + b_w) ⊙ (Vh + b_v)), with
/// h = Input(x). It names parameters by index and holds no numbers, so that it can be written down when the model is compiled.
/// </summary>
/// <param name="Input">The linear layers from x to h, in the order of the flow.</param>
/// <param name="Layer">The bilinear layer: weight [2m, d], W first, and bias [2m].</param>
/// <param name="Output">The linear layers from the bilinear layer to y, in the order of the flow.</param>
public sealed record QuadraticPath(IReadOnlyList<AffineMap> Input, AffineMap Layer, IReadOnlyList<AffineMap> Output)
{
    /// <summary>After how many maps of <see cref="Output"/> h itself is added (a residual layer); null where it is not.</summary>
    public int? Residual { get; init; }

    /// <summary>x is the model's input, or what <see cref="Before"/> makes of it. False where other layers stand before: then x is h, whatever they make of it.</summary>
    public bool FromInput { get; init; } = true;

    /// <summary>The bilinear layers between the model's input and x, each quadratic in what the one before it gives; mostly none.</summary>
    public IReadOnlyList<QuadraticPath> Before { get; init; } = [];

    /// <summary>Which of the model's outputs y is; null for none.</summary>
    public int? ToOutput { get; init; } = 0;

    /// <summary>One sentence on what is not exact; null where y is reproduced exactly.</summary>
    public string? Caveat { get; init; }
}
