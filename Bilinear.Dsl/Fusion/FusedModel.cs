namespace Bilinear.Dsl.Fusion;

/// <summary>A model's graphs after fusion.</summary>
/// <param name="Forward">What a trained model runs.</param>
/// <param name="Step">What a training step runs.</param>
/// <param name="Score">The forward pass with its loss, of a model of texts; null for other models.</param>
/// <param name="Capture">The forward graph again, with everything in memory that the program has a name for.</param>
public sealed record FusedModel(FusedGraph Forward, FusedGraph Step, FusedGraph Capture, FusedGraph? Score = null)
{
    /// <summary>The stage <c>fused</c>; of the capture there is nothing to see that the forward does not show, but what is kept.</summary>
    public string Print() => $"{FusedPrinter.Print(Forward)}\n{FusedPrinter.Print(Step)}";
}
