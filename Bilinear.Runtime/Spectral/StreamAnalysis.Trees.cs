namespace Bilinear.Spectral;

public sealed partial class StreamAnalysis
{
    private const int DefaultBranch = 4;
    private const int DefaultBudget = 100;

    /// <summary>Takes u·y at one position of a text apart through all layers, down to the embeddings of tokens. The scales of the norms and the patterns of the attentions stand still.</summary>
    /// <param name="tokens">The text.</param>
    /// <param name="position">The position, counted from 0.</param>
    /// <param name="direction">u: one coefficient for each logit.</param>
    /// <param name="branch">How many parts of a functional are followed at most.</param>
    /// <param name="budget">How many nodes the tree has at most, the logit included.</param>
    /// <exception cref="ArgumentException">A token is not one of the vocabulary, the text is empty or longer than the context, or the direction has another number of coefficients.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The text has no such position, or a number is not positive.</exception>
    /// <exception cref="InvalidOperationException">The sum from the leaves up is not what the forward pass gives.</exception>
    public StreamTree Tree(ReadOnlySpan<int> tokens, int position, Direction direction, int branch = DefaultBranch, int budget = DefaultBudget)
    {
        Check(direction, branch, budget);
        using var entered = Workers.Enter();
        return _explainer.Tree(tokens, position, direction, branch, budget);
    }

    /// <summary>Takes u·y apart through all layers by the weights alone. That is exact for every text where there are no norms, with the patterns that the attentions have on the text.</summary>
    /// <inheritdoc cref="Tree(ReadOnlySpan{int}, int, Direction, int, int)"/>
    /// <exception cref="ArgumentException">The direction has another number of coefficients, or the model has norms or gates.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public StreamTree Tree(Direction direction, int branch = DefaultBranch, int budget = DefaultBudget)
    {
        Check(direction, branch, budget);
        using var entered = Workers.Enter();
        return StreamTree.OfWeights(_numbers, direction, branch, budget);
    }

    private void Check(Direction direction, int branch, int budget)
    {
        Check(direction);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(branch);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(budget);
    }
}
