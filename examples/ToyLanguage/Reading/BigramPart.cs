using Bilinear.Spectral;

namespace Examples.ToyLanguage.Reading;

/// <summary>What the positions of a token give to a logit, a mean over places.</summary>
/// <param name="Embedding">The embedding, read straight by the head.</param>
/// <param name="Layers">The eigenvectors of the bilinear layers.</param>
/// <param name="Heads">What the attentions bring from other positions, and from this one.</param>
internal sealed record BigramPart(int Token, double Embedding, double Layers, double Heads)
{
    /// <summary>Embedding path and layers together.</summary>
    public double Sum => Embedding + Layers;

    public static BigramPart Of(int token, IReadOnlyList<TextExplanation> explanations)
    {
        return new BigramPart(token, Mean(LogitTermKind.Embedding), Mean(LogitTermKind.Eigenvector), Mean(LogitTermKind.AttentionHead));

        double Mean(LogitTermKind kind) => explanations.Average(explanation => explanation.Terms.Where(term => term.Kind == kind).Sum(term => term.Value));
    }
}
