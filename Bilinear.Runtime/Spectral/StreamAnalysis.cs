using System.Runtime.CompilerServices;
using Bilinear.Linalg;
using Bilinear.Spectral.Explaining.Texts;
using Bilinear.Spectral.Forms;
using Bilinear.Spectral.Streams;
using Bilinear.Spectral.Tokens;
using Bilinear.Training;

namespace Bilinear.Spectral;

/// <summary>
/// A model of texts, read along its residual stream. The logit of a token at position t is
/// (1/r_f)·[ũ·embed_t + Σ_heads Σ_s A_ts ũ·OV·x_s/r_a(s) + Σ_layers Σᵢ λᵢ(vᵢ·h)²/r_l² + biases] + the head's bias, with ũ the token's row of the head times the last norm's gain, and
/// other gains folded into the weights behind them; h and x are the stream before the norms, r = √(mean square + epsilon) their scales, and A the patterns of the attentions.
/// Eigenvectors are exact; scales and patterns are measured on a text, of which the last one is kept. It belongs to one thread at a time.
/// </summary>
public sealed partial class StreamAnalysis
{
    private readonly ModelWeights _weights;
    private readonly StreamNumbers _numbers;
    private readonly Lazy<TokenMaps> _maps;
    private readonly Lazy<string> _hash;
    private readonly TextExplainer _explainer;

    // As long as the caller holds a direction, a layer is decomposed along it once.
    private readonly ConditionalWeakTable<Direction, Lazy<LayerPairs>?[]> _pairs = [];

    /// <param name="weights">The weights, which have to be there as long as this is used.</param>
    /// <param name="stream">The model's residual stream, as the compiler found it: <c>Stories.Stream</c>.</param>
    /// <exception cref="ArgumentException">The model takes no texts.</exception>
    public StreamAnalysis(ModelWeights weights, ResidualStream stream)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(stream);
        if (!weights.Description.TakesTexts)
            throw new ArgumentException($"{weights.Description.Name} takes no texts.", nameof(weights));
        using var entered = Workers.Of(weights.Device).Enter();
        (_weights, _numbers) = (weights, new StreamNumbers(ParameterReader.Of(weights), stream));
        (_maps, _hash) = (new(() => new TokenMaps(_numbers)), new(() => ParameterReader.Of(weights).Hash()));
        _explainer = new TextExplainer(weights, _numbers, PairsAlong);
    }

    /// <summary>The residual stream that is read.</summary>
    public ResidualStream Stream => _numbers.Stream;

    /// <summary>The number of logits.</summary>
    public int Outputs => _numbers.Head.Rows;

    /// <summary>The number of tokens that the model reads.</summary>
    internal int Vocabulary => _numbers.Embedding.Rows;

    /// <summary>The hidden units of a bilinear layer.</summary>
    internal int UnitsOf(int branch) => Bilinear(branch).Folded.W.Rows;

    /// <summary>The model whose weights are read.</summary>
    internal ModelDescription Model => _weights.Description;

    /// <summary>How they were trained; null where this is not known.</summary>
    internal Provenance? Provenance => _weights.Provenance;

    /// <summary>The SHA-256 of the weights, of all parameters as float32 in the order of declaration.</summary>
    internal string WeightsHash => _hash.Value;

    /// <summary>The threads of the weights' device.</summary>
    internal Workers Workers => Workers.Of(_weights.Device);

    /// <summary>Takes u·y apart at one position of a text.</summary>
    /// <param name="tokens">The text.</param>
    /// <param name="position">The position, counted from 0.</param>
    /// <param name="direction">u: one coefficient for each logit.</param>
    /// <param name="checks">For how many of the largest terms the change of the logit without them is computed, where all later layers see it.</param>
    /// <exception cref="ArgumentException">A token is not one of the vocabulary, the text is empty or longer than the context, or the direction has another number of coefficients.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The text has no such position.</exception>
    /// <exception cref="InvalidOperationException">The sum is not what the forward pass gives.</exception>
    public TextExplanation Explain(ReadOnlySpan<int> tokens, int position, Direction direction, int checks = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(checks);
        Check(direction);
        using var entered = Workers.Enter();
        return _explainer.Explain(tokens, position, direction, checks);
    }

    /// <summary>The logit that is largest at a position of a text.</summary>
    /// <exception cref="ArgumentException">A token is not one of the vocabulary, or the text is empty or longer than the context.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The text has no such position.</exception>
    public int MostProbable(ReadOnlySpan<int> tokens, int position)
    {
        using var entered = Workers.Enter();
        return Exactness.ArgMax(_explainer.Logits(tokens, position));
    }

    /// <summary>All eigenpairs of a bilinear layer along a direction among the logits, the largest |λ| first: ũ·g(h) = Σᵢ λᵢ(vᵢ·h)² + 2q·h + c, with h the stream over r, without the last norm.</summary>
    /// <param name="branch">The layer's place among the branches.</param>
    /// <exception cref="ArgumentException">The direction has another number of coefficients, or the branch is no bilinear layer.</exception>
    public EigenPairs Decompose(int branch, Direction direction)
    {
        Check(direction);
        using var entered = Workers.Enter();
        return Layer(branch, direction).Pairs;
    }

    /// <summary>Reads a vector of the stream that a branch reads in tokens: through the embedding, through each head of the attentions before the branch, and through the unembedding.</summary>
    /// <param name="branch">The branch's place.</param>
    /// <param name="count">How many tokens of each end.</param>
    /// <exception cref="ArgumentException">The vector has another length than the stream.</exception>
    public IReadOnlyList<TokenReading> ReadTokens(int branch, IReadOnlyList<double> vector, int count)
    {
        ArgumentNullException.ThrowIfNull(vector);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        if (vector.Count != _numbers.Embedding.Columns)
            throw new ArgumentException($"The vector has {vector.Count} numbers, and the stream {_numbers.Embedding.Columns}.", nameof(vector));
        using var entered = Workers.Enter();
        return _maps.Value.Read([.. vector], Branch(branch).Branch.Reads, count);
    }

    /// <summary>What pairs of some tokens make of a bilinear layer along a direction: a table for the embedding, and one for each head before the layer.</summary>
    /// <param name="branch">The layer's place among the branches.</param>
    /// <exception cref="ArgumentException">The direction has another number of coefficients, a token is not one of the vocabulary, or the branch is no bilinear layer.</exception>
    public IReadOnlyList<TokenTable> Interactions(int branch, Direction direction, IReadOnlyList<int> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        Check(direction);
        if (tokens.FirstOrDefault(token => token < 0 || token >= _numbers.Embedding.Rows, 0) is var wrong && wrong != 0)
            throw new ArgumentException($"Token {wrong} is not one of the vocabulary, 0 … {_numbers.Embedding.Rows - 1}.", nameof(tokens));
        using var entered = Workers.Enter();
        return new InteractionMaps(_numbers, Layer(branch, direction).Pairs, Branch(branch).Branch.Reads).Tables(tokens);
    }

    /// <summary>
    /// The pairs of tokens, of all pairs of the vocabulary, that make the most and the least of a bilinear layer along a direction: for the embedding, and for each
    /// head before the layer. Memory is in proportion to vocabulary · d.
    /// </summary>
    /// <param name="branch">The layer's place among the branches.</param>
    /// <param name="count">How many pairs of each end.</param>
    /// <exception cref="ArgumentException">The direction has another number of coefficients, or the branch is no bilinear layer.</exception>
    public IReadOnlyList<TokenPairs> TopInteractions(int branch, Direction direction, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        Check(direction);
        using var entered = Workers.Enter();
        return new InteractionMaps(_numbers, Layer(branch, direction).Pairs, Branch(branch).Branch.Reads).Ends(count);
    }

    /// <summary>
    /// Singular triplets of the tensor of a bilinear layer, unfolded to [logits, d²], the largest σ first. The logits are less their mean over the vocabulary, which changes no
    /// probability. They come from the Gram matrix of the stream: nothing of logits × logits is kept.
    /// </summary>
    /// <param name="branch">The layer's place among the branches.</param>
    /// <param name="keep">How many are kept, of those that are not zero; null for all.</param>
    /// <returns>Their <see cref="SvdComponent.Left"/> is a direction among the logits, and their right factor is over h, the stream over r.</returns>
    /// <exception cref="ArgumentException">The branch is no bilinear layer.</exception>
    public IReadOnlyList<SvdComponent> Svd(int branch, int? keep = null)
    {
        if (keep is < 1)
            throw new ArgumentOutOfRangeException(nameof(keep), keep, $"A decomposition cannot keep {keep} components: keep at least 1, or null for all.");
        using var entered = Workers.Enter();
        return StreamTriplets.Of(Bilinear(branch), _numbers.Head, keep);
    }

    private LayerPairs Layer(int branch, Direction direction)
    {
        Bilinear(branch);
        return PairsAlong(direction)[branch]!.Value;
    }

    private GatedNumbers Bilinear(int branch) =>
        Branch(branch) is GatedNumbers { Gate: StreamGate.None } layer ? layer : throw new ArgumentException($"`{Stream.Branches[branch].Name}` is no bilinear layer, and no sum of squares.", nameof(branch));

    private IBranchNumbers Branch(int branch) => branch >= 0 && branch < _numbers.Branches.Count
        ? _numbers.Branches[branch]
        : throw new ArgumentOutOfRangeException(nameof(branch), branch, $"{_weights.Description.Name} has {_numbers.Branches.Count} branches, counted from 0.");

    private void Check(Direction direction)
    {
        ArgumentNullException.ThrowIfNull(direction);
        if (direction.Coefficients.Count != Outputs)
            throw new ArgumentException($"The direction `{direction.Name}` has {direction.Coefficients.Count} coefficients, and {_weights.Description.Name} has {Outputs} logits: give one for each.", nameof(direction));
    }

    private Lazy<LayerPairs>?[] PairsAlong(Direction direction) => _pairs.GetValue(direction, asked =>
    {
        var inStream = new Direction(asked.Name, _numbers.InStream(asked));
        return [.. _numbers.Branches.Select(branch => branch is GatedNumbers { Gate: StreamGate.None } layer ? new Lazy<LayerPairs>(() => LayerPairs.Of(layer, inStream)) : null)];
    });
}
