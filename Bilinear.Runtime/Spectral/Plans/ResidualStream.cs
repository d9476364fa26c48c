namespace Bilinear.Spectral;

/// <summary>
/// A model of texts as one sum along its residual stream: the embedding of a token, and what each branch adds to it, go through a norm to the head.
/// It names parameters by index and holds no numbers, so that it can be written down when the model is compiled.
/// </summary>
/// <param name="Embedding">The index of the embedding's weight, [vocabulary, d].</param>
/// <param name="Branches">The attentions and gated layers that add to the stream, in the order in which they do.</param>
/// <param name="Norm">The norm before the head; null without one.</param>
/// <param name="Head">The weight [outputs, d], which may be the embedding's, and the bias.</param>
public sealed record ResidualStream(int Embedding, IReadOnlyList<StreamBranch> Branches, StreamNorm? Norm, AffineMap Head)
{
    /// <summary>The attentions and gated layers that add to the stream, in the order in which they do.</summary>
    public IReadOnlyList<StreamBranch> Branches { get; init; } = Branches ?? throw new ArgumentNullException(nameof(Branches));

    /// <summary>Whether anything in it is divided by a scale that only a text tells.</summary>
    internal bool HasNorms => Norm is not null || Branches.Any(branch => branch.Norm is not null);

    /// <summary>What an eigenvector finds in the stream, as a formula.</summary>
    internal string Feature => HasNorms ? "v·h/r" : "v·h";

    /// <summary>How an eigenvalue is called that has no scale of a norm in it.</summary>
    internal string Eigenvalue => HasNorms ? "λ, unscaled" : "λ";

    /// <summary>The weight [outputs, d], which may be the embedding's, and the bias.</summary>
    public AffineMap Head { get; init; } = Head ?? throw new ArgumentNullException(nameof(Head));
}
