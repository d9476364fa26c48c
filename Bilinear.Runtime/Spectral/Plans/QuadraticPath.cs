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
    /// <summary>The linear layers from x to h, in the order of the flow.</summary>
    public IReadOnlyList<AffineMap> Input { get; init; } = Input ?? throw new ArgumentNullException(nameof(Input));

    /// <summary>The bilinear layer: weight [2m, d], W first, and bias [2m].</summary>
    public AffineMap Layer { get; init; } = Layer ?? throw new ArgumentNullException(nameof(Layer));

    /// <summary>The linear layers from the bilinear layer to y, in the order of the flow.</summary>
    public IReadOnlyList<AffineMap> Output { get; init; } = Output ?? throw new ArgumentNullException(nameof(Output));

    /// <summary>The number of maps of <see cref="Output"/> after which h itself is added (a residual layer); null without a residual.</summary>
    public int? Residual { get; init; }

    /// <summary>True where x is the model's input, or the output of the layers in <see cref="Before"/>; false where other layers stand before the bilinear layer, and x is its input h.</summary>
    public bool FromInput { get; init; } = true;

    /// <summary>The bilinear layers between the model's input and x, each quadratic in the output of the one before it; mostly empty.</summary>
    public IReadOnlyList<QuadraticPath> Before { get; init; } = [];

    /// <summary>The index of the model's output that y is; null where y is no output.</summary>
    public int? ToOutput { get; init; } = 0;

    /// <summary>One sentence on what is not exact; null where y is reproduced exactly.</summary>
    public string? Caveat { get; init; }

    /// <summary>Whether y is an output of the model, and nothing stands before x: the path is the whole model.</summary>
    internal bool IsWholeModel => this is { FromInput: true, ToOutput: not null, Before.Count: 0, Caveat: null };
}
