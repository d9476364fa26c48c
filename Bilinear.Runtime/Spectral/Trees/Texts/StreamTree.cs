using System.Globalization;
using Bilinear.Linalg;
using Bilinear.Spectral.Streams;
using Bilinear.Spectral.Trees.Texts;

namespace Bilinear.Spectral;

/// <summary>
/// A logit of a model of texts taken apart through all layers, down to the embeddings of tokens: what a bilinear layer adds along a functional v of the residual stream is
/// Σᵢ λᵢ(vᵢ·h)² + 2q·h + c, and each vᵢ is a functional of the stream before that layer; a head of an attention passes v on as (OV)ᵀv to the positions that it reads.
/// The tree is grown best first. On a text the scales of the norms and the patterns of the attentions stand still; without one there may be no norm, and the tree holds for
/// every text, with the patterns that the attentions have there.
/// </summary>
public sealed class StreamTree
{
    private readonly StreamNumbers _numbers;
    private readonly Workers _workers = Workers.Current;

    private StreamTree(StreamNumbers numbers, Direction direction, IReadOnlyList<StreamNode> nodes) => (_numbers, Direction, Nodes) = (numbers, direction, nodes);

    /// <summary>The direction u among the logits.</summary>
    public Direction Direction { get; }

    /// <summary>The tokens of the text; empty for a tree without one.</summary>
    public IReadOnlyList<int> Tokens { get; private init; } = [];

    /// <summary>The nodes in the order of growth, the logit first.</summary>
    public IReadOnlyList<StreamNode> Nodes { get; }

    /// <summary>Whether every part of every functional is in the tree, down to the leaves.</summary>
    public bool IsWhole => Nodes.All(node => node.IsLeaf || (node.Children.Count > 0 && node.RestCount == 0));

    /// <summary>The part of the logit's shares that the tree follows down to its leaves, 0 … 1: the sum of the scores of the leaves that are in it.</summary>
    public double Coverage => Nodes.Where(node => node.IsLeaf).Sum(node => node.Score);

    /// <summary>The logit from the leaves up, in double: from what is in the tree, and the rests of its nodes. It is zero for a tree without a text.</summary>
    public double Sum => Nodes[0].FromLeaves();

    internal static StreamTree OnText(StreamNumbers numbers, StreamPass pass, int position, Direction direction, int branch, int budget) =>
        new(numbers, direction, new StreamGrowth(numbers, new TextMeasure(numbers, pass, position, direction), branch, budget).Nodes) { Tokens = pass.Tokens };

    /// <exception cref="ArgumentException">The model has a norm, or a gate.</exception>
    internal static StreamTree OfWeights(StreamNumbers numbers, Direction direction, int branch, int budget)
    {
        var stream = numbers.Stream;
        if (stream.HasNorms)
            throw new ArgumentException("The model has norms, whose scales are those of a text: give a text and a position, for which a tree is exact.", nameof(direction));
        if (stream.Branches.OfType<GatedBranch>().FirstOrDefault(layer => layer.Gate != StreamGate.None) is { } gated)
            throw new ArgumentException($"`{gated.Name}` has a gate, and is no sum of squares: give a text and a position, for which it is a term as a whole.", nameof(direction));
        return new StreamTree(numbers, direction, new StreamGrowth(numbers, new WeightMeasure(numbers, direction), branch, budget).Nodes);
    }

    /// <summary>
    /// Computes the logit that a tree without a text gives on one, in double. What is not in the tree counts as zero, so that a whole tree gives what the model does, and the patterns of the
    /// attentions are those that the model has on the text.
    /// </summary>
    /// <param name="position">The position, counted from 0.</param>
    /// <exception cref="InvalidOperationException">The tree is of a text.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The text has no such position.</exception>
    public double Evaluate(ReadOnlySpan<int> tokens, int position)
    {
        if (Tokens.Count > 0)
            throw new InvalidOperationException("This tree is of one position of a text, and has that position's scales and patterns in it: grow one without a text.");
        if (position < 0 || position >= tokens.Length)
            throw new ArgumentOutOfRangeException(nameof(position), position, string.Create(CultureInfo.InvariantCulture, $"The text has the positions 0 … {tokens.Length - 1}."));
        using var entered = _workers.Enter();
        return new StreamSums(_numbers, new StreamPass(_numbers, tokens)).Of(Nodes[0], position);
    }
}
