using System.Globalization;
using Bilinear.Linalg;
using Bilinear.Spectral.Streams;
using Bilinear.Tensors;
using Bilinear.Training;

namespace Bilinear.Spectral.Explaining.Texts;

/// <summary>Takes logits of a model of texts apart, and compares the sum with the forward pass. It keeps the last text that it read: another direction or position of it costs no pass.</summary>
/// <param name="pairs">The bilinear layers along a direction, by branch.</param>
internal sealed class TextExplainer(ModelWeights weights, StreamNumbers numbers, Func<Direction, Lazy<LayerPairs>?[]> pairs)
{
    private ReadText? _last;

    /// <inheritdoc cref="StreamAnalysis.Explain"/>
    public TextExplanation Explain(ReadOnlySpan<int> tokens, int position, Direction direction, int checks)
    {
        var logits = Logits(tokens, position);
        var value = Vectors.Dot(direction.Span, logits);
        var pass = Read(tokens).Pass;
        var terms = new TextTerms(numbers, pass, position, direction, pairs(direction)).All(checks);
        var explanation = new TextExplanation(direction, tokens.ToArray(), position)
        {
            Value = value,
            Logits = logits,
            Scale = Norms.Scale(numbers.Stream.Norm, pass.Last.Row(position)),
            BranchScales = [.. numbers.Branches.Select((branch, index) => Norms.Scale(branch.Branch.Norm, pass.ReadBy(index).Row(position)))],
            Terms = terms,
            Error = ErrorOf(terms.Sum(term => term.Value), value, Vectors.MaxMagnitude(logits)),
        };

        ThrowUnlessExact(explanation.Error, direction, explanation.Sum, value);
        return explanation;
    }

    /// <inheritdoc cref="StreamAnalysis.Tree(ReadOnlySpan{int}, int, Direction, int, int)"/>
    public StreamTree Tree(ReadOnlySpan<int> tokens, int position, Direction direction, int branch, int budget)
    {
        var logits = Logits(tokens, position);
        var value = Vectors.Dot(direction.Span, logits);
        var tree = StreamTree.OnText(numbers, Read(tokens).Pass, position, direction, branch, budget);
        ThrowUnlessExact(ErrorOf(tree.Sum, value, Vectors.MaxMagnitude(logits)), direction, tree.Sum, value);
        return tree;
    }

    // Written so that a NaN is an error too.
    private void ThrowUnlessExact(double error, Direction direction, double sum, double value)
    {
        if (!double.IsFinite(value))
            throw new NotFiniteException($"The forward pass of {weights.Description.Name} gives {value} for `{direction.Name}`, which is no finite number: its weights are too large, or were trained to NaN.");
        if (!(error <= Exactness.Tolerance))
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"The terms of `{direction.Name}` sum to {sum:G7}, and the forward pass of {weights.Description.Name} gives {value:G7}: they differ by {error:0.0e+0} of the largest logit, where rounding explains {Exactness.Tolerance:0e+0}."));
        }
    }

    private static double ErrorOf(double sum, double value, double largest) => largest == 0 ? Math.Abs(sum - value) : Math.Abs(sum - value) / largest;

    /// <summary>The logits of a position as the forward pass gives them.</summary>
    public double[] Logits(ReadOnlySpan<int> tokens, int position) => position >= 0 && position < tokens.Length
        ? Read(tokens).Logits(position)
        : throw new ArgumentOutOfRangeException(nameof(position), position, $"The text has the positions 0 … {tokens.Length - 1}.");

    private ReadText Read(ReadOnlySpan<int> tokens) => _last is { } last && last.IsOf(tokens) ? last : _last = new ReadText(weights, numbers, tokens);
}
