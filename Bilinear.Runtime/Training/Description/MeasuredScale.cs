namespace Bilinear.Training;

/// <summary>
/// Says how training measures the scale s of a norm y = x / s, and where it goes. A step divides by the root mean square of its batch. The parameter is 1/s of the running one,
/// which the model divides by otherwise: each step moves it towards that of its batch, which it has in the place of a gradient. No decay applies to it, and what is written has
/// it folded into the weights that read the norm.
/// </summary>
public sealed class MeasuredScale
{
    /// <summary>The number of the norm's gain among the parameters; −1 if it has none.</summary>
    public int Gain { get; init; } = -1;

    /// <summary>The numbers of the weights that read the norm: column j of each meets channel j mod d.</summary>
    public IReadOnlyList<int> Weights { get; init; } = [];
}
