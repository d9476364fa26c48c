namespace Bilinear.Dsl.Fusion;

/// <summary>A model's two graphs after fusion.</summary>
public sealed record FusedModel(FusedGraph Forward, FusedGraph Step)
{
    /// <summary>The stage <c>fused</c>.</summary>
    public string Print() => $"{FusedPrinter.Print(Forward)}\n{FusedPrinter.Print(Step)}";
}
