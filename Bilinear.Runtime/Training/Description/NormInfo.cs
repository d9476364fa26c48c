namespace Bilinear.Training;

/// <summary>Describes a norm y = gain ⊙ x / √(mean x² + ε) where it is applied, and the weights that take its scale once it divides by a constant. It names parameters by their numbers.</summary>
/// <param name="Name">Its path, such as <c>stack.0.norm</c>; of one that stands in a flow alone, what it stands before: <c>rmsnorm before head</c>.</param>
/// <param name="Size">The number of channels, over which the mean is.</param>
/// <param name="Epsilon">What is added to the mean square.</param>
/// <param name="Call">Its number among the norms that evaluation computes, in their order. Two that read the same have one.</param>
public sealed record NormInfo(string Name, int Size, double Epsilon, int Call)
{
    /// <summary>The number of its gain, [size]; −1 if it has none.</summary>
    public int Gain { get; init; } = -1;

    /// <summary>The numbers of the weights [out, k] that read it: column j of each meets channel j mod size.</summary>
    public IReadOnlyList<int> Weights { get; init; } = [];

    /// <summary>The heads that read it with the weight of an embedding: each needs a weight of its own once the norm is folded.</summary>
    public IReadOnlyList<TiedHeadInfo> Heads { get; init; } = [];

    /// <summary>Why it cannot be folded, as a clause and what to do; null if it can.</summary>
    public string? Obstacle { get; init; }
}

/// <summary>Describes an <c>unembedding</c> behind a norm.</summary>
/// <param name="Name">The path of the head.</param>
/// <param name="Embedding">The number of the embedding's weight, [vocabulary, size].</param>
public sealed record TiedHeadInfo(string Name, int Embedding);
