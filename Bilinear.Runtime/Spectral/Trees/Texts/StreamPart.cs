namespace Bilinear.Spectral.Trees.Texts;

/// <summary>One part of a functional v·x of the residual stream x behind some branches, as the weights say it: with the norms' scales r and the patterns of the attentions it is a number.</summary>
/// <param name="Kind">What adds it to the stream.</param>
/// <param name="Branch">The place of the branch that adds it; −1 for the embedding.</param>
/// <param name="Index">The number of the head within its attention, or of the eigenvector within its layer, counted from the largest |λ|; −1 for another kind.</param>
/// <param name="Vector">
/// w, over the stream that the branch reads, divided by r: an eigenvector is λ(w·x/r)², a head reads w·x/r from each position, a linear part is w·x/r, and the
/// embedding w·x itself. Empty for a bias and a gated layer.
/// </param>
internal sealed record StreamPart(LogitTermKind Kind, int Branch, int Index, double[] Vector)
{
    /// <summary>λ; 1 for another kind than an eigenvector.</summary>
    public double Eigenvalue { get; init; } = 1;

    /// <summary>What a bias adds, or to what a head reads from each position the bias of its values.</summary>
    public double Constant { get; init; }
}
