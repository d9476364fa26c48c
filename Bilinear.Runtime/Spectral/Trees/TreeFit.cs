namespace Bilinear.Spectral;

/// <summary>A measurement of how much of the model's outputs the first nodes of a tree explain on a data set.</summary>
/// <param name="Nodes">The number of nodes, in the order of growth, outputs included.</param>
/// <param name="OutputR2">
/// 1 − Σ(y − ŷ)² / Σ(y − mean y)² of each output; 0 is no better than the output's mean, and there is no lower bound.
/// </param>
/// <param name="SameArgmax">The share of samples whose largest output is the same as the model's.</param>
/// <param name="LargestError">The largest absolute difference of an output, divided by the largest absolute output.</param>
public sealed record TreeFit(int Nodes, IReadOnlyList<double> OutputR2, double SameArgmax, double LargestError)
{
    /// <summary>R² of all outputs together: 1 − ΣΣ(y − ŷ)² / ΣΣ(y − mean y)².</summary>
    public required double R2 { get; init; }
}
