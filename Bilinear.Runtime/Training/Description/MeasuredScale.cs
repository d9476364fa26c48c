namespace Bilinear.Training;

/// <summary>
/// Says how training measures the scale s of a norm y = x / s, and where it goes. The parameter is 1/s. In the place of a gradient it has Σ x² over the rows of a batch,
/// of each channel; no decay applies to it, and what is written has it folded into the weights that read the norm.
/// </summary>
public sealed class MeasuredScale
{
    /// <summary>Whether each channel has a scale of its own; else all elements of the parameter are one number.</summary>
    public bool IsPerChannel { get; init; }

    /// <summary>What is added to the mean square.</summary>
    public double Epsilon { get; init; }

    /// <summary>The rows that the norm meets of each sample; of texts, of each position.</summary>
    public int Rows { get; init; } = 1;

    /// <summary>The number of the norm's gain among the parameters; −1 if it has none.</summary>
    public int Gain { get; init; } = -1;

    /// <summary>The numbers of the weights that read the norm: column j of each meets channel j mod d.</summary>
    public IReadOnlyList<int> Weights { get; init; } = [];
}
