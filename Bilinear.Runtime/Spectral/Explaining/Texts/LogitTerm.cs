namespace Bilinear.Spectral;

/// <summary>What adds to a logit of a model of texts.</summary>
public enum LogitTermKind
{
    /// <summary>The embedding of the token at the position, read straight by the head.</summary>
    Embedding,

    /// <summary>What one head of an attention reads from the positions.</summary>
    AttentionHead,

    /// <summary>One eigenvector of a bilinear layer: λ(v·h)².</summary>
    Eigenvector,

    /// <summary>What biases of a bilinear layer add that is linear in its input.</summary>
    Linear,

    /// <summary>A whole gated layer, which is no sum of squares.</summary>
    GatedLayer,

    /// <summary>The biases of a branch, which do not depend on its input.</summary>
    Bias,

    /// <summary>The bias of the head of the model.</summary>
    HeadBias,
}

/// <summary>One term of a logit, or of a difference of logits, at one position of a text.</summary>
/// <param name="Kind">What adds it.</param>
/// <param name="Branch">The path of the layer that adds it to the stream; empty for the embedding and the model's head.</param>
/// <param name="Index">The number of the head within its attention, or of the eigenvector within its layer, counted from the largest |λ|; −1 for another kind.</param>
/// <param name="Value">The term, in units of the logit.</param>
public sealed record LogitTerm(LogitTermKind Kind, string Branch, int Index, double Value)
{
    /// <summary>The place of that layer among the branches of the stream; −1 for the embedding and the model's head.</summary>
    public int Place { get; init; } = -1;

    /// <summary>λ, of the layer's interaction matrix along the direction; zero for another kind than an eigenvector.</summary>
    public double Eigenvalue { get; init; }

    /// <summary>v·h/r, with r the scale of the layer's norm at the position; zero for another kind than an eigenvector.</summary>
    public double Projection { get; init; }

    /// <summary>v, in the residual stream; empty for another kind than an eigenvector.</summary>
    public IReadOnlyList<double> Vector { get; init; } = [];

    /// <summary>What a head of an attention reads from each position; empty for another kind.</summary>
    public IReadOnlyList<LogitSource> Sources { get; init; } = [];

    /// <summary>How the logit changes when this term alone is taken out of the stream, where all later layers see it; null where that was not computed.</summary>
    public double? Change { get; init; }
}

/// <summary>What a head of an attention reads from one position.</summary>
/// <param name="Position">The position that it reads.</param>
/// <param name="Weight">How much it reads from there: what the softmax gives, or the score without one.</param>
/// <param name="Value">What it adds to the logit from there.</param>
public sealed record LogitSource(int Position, double Weight, double Value);
