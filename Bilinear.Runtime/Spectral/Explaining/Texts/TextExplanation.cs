namespace Bilinear.Spectral;

/// <summary>
/// A logit of a model of texts, or a difference of logits, as a sum along the residual stream. The eigenvectors are exact; the scales of the norms and the
/// patterns of the attentions are those of this text.
/// </summary>
public sealed class TextExplanation
{
    internal TextExplanation(Direction direction, IReadOnlyList<int> tokens, int position) => (Direction, Tokens, Position) = (direction, tokens, position);

    /// <summary>The direction u among the logits.</summary>
    public Direction Direction { get; }

    /// <summary>The tokens of the text.</summary>
    public IReadOnlyList<int> Tokens { get; }

    /// <summary>The position whose logit is explained, counted from 0.</summary>
    public int Position { get; }

    /// <summary>u·y as the model's forward pass computes it.</summary>
    public required double Value { get; init; }

    /// <summary>The logits y of the position, as the model's forward pass computes them.</summary>
    public required IReadOnlyList<double> Logits { get; init; }

    /// <summary>The scale r_f of the norm before the head, at the position; 1 without a norm.</summary>
    public required double Scale { get; init; }

    /// <summary>The scale r of the norm of each branch at the position, in the order of the branches; 1 without a norm.</summary>
    public required IReadOnlyList<double> BranchScales { get; init; }

    /// <summary>Every term, the largest magnitude first.</summary>
    public required IReadOnlyList<LogitTerm> Terms { get; init; }

    /// <summary>The sum of the terms, in double: <see cref="Value"/> but for rounding to float.</summary>
    public double Sum => Terms.Sum(term => term.Value);

    /// <summary>The difference of <see cref="Sum"/> and <see cref="Value"/>, over the largest |logit| of the position: at most <see cref="Exactness.Tolerance"/>.</summary>
    public required double Error { get; init; }
}
