using Bilinear.Training.Sequences;

namespace Bilinear.Training;

/// <summary>
/// Reads texts token by token and gives after each what may come next. Keys and values of all earlier positions are kept, so that a new token costs one read of the weights, and several
/// texts share it. It belongs to one thread at a time; any number may share the weights.
/// </summary>
public sealed class Generation : IDisposable
{
    private readonly ModelWeights _weights;
    private readonly Workspace _workspace;
    private readonly int[] _lengths;
    private readonly int[] _counts;
    private readonly int[] _tokens;
    private readonly float[] _logits;

    /// <exception cref="ArgumentException">The model does not read texts from left to right, or has several outputs.</exception>
    internal Generation(ModelWeights weights, int texts)
    {
        var model = weights.Description;
        if (model.Decode is null)
            throw new ArgumentException($"{model.Name} cannot go on with a text: it {(model.TakesTexts ? "has an attention that is not causal, where a position sees what comes after it" : "takes no texts")}.", nameof(weights));
        if (model.Outputs.Count > 1)
            throw new ArgumentException($"{model.Name} has {model.Outputs.Count} outputs, and a text is gone on with by one, which says what comes next.", nameof(weights));
        weights.ThrowIfDisposed();
        _weights = weights;
        _workspace = new Workspace(this, model, weights.Device, texts, weights.Matrices, gradients: null, keepsPast: true);
        _workspace.SetGateSharpness(weights.GateSharpness);
        (_lengths, _counts) = (new int[texts], new int[texts]);
        _tokens = new int[texts * model.Context];
        _logits = new float[texts * Vocabulary];
    }

    /// <summary>The number of texts.</summary>
    public int Texts => _lengths.Length;

    /// <summary>The most positions of a text.</summary>
    public int Context => _weights.Description.Context;

    /// <summary>The number of logits of a position.</summary>
    public int Vocabulary => TextForward.SizeOf(_weights.Description, 0);

    /// <summary>Gives the number of tokens of a text so far.</summary>
    public int LengthOf(int text) => _lengths[text];

    /// <summary>Gives the logits behind the last token of a text, one for each token of the vocabulary; they change with the next call.</summary>
    public ReadOnlySpan<float> Logits(int text = 0) => _logits.AsSpan(text * Vocabulary, Vocabulary);

    /// <summary>Appends tokens to the only text, and computes its logits.</summary>
    /// <inheritdoc cref="Append(ReadOnlySpan{int}, ReadOnlySpan{int})"/>
    public ReadOnlySpan<float> Append(params ReadOnlySpan<int> tokens)
    {
        if (Texts != 1)
            throw new InvalidOperationException($"There are {Texts} texts: say how many of the tokens each gets.");
        Append(tokens, [tokens.Length]);
        return Logits();
    }

    /// <summary>Appends tokens to the texts, and computes the logits of those that got some.</summary>
    /// <param name="tokens">The new tokens, text after text.</param>
    /// <param name="counts">How many of them each text gets; it may be none.</param>
    /// <exception cref="ArgumentException">The counts are not those of the texts or of the tokens, a text would have more tokens than the context, or a token is not one of the vocabulary; then no text is changed.</exception>
    /// <exception cref="InvalidOperationException">Another thread is using it.</exception>
    public void Append(ReadOnlySpan<int> tokens, ReadOnlySpan<int> counts)
    {
        Check(tokens, counts);
        _weights.ThrowIfDisposed();
        using var lease = _workspace.Enter();

        // A long beginning goes through in pieces, for whose logits there is room.
        Span<int> done = stackalloc int[counts.Length];
        Span<int> first = stackalloc int[counts.Length];
        for (var left = tokens.Length; left > 0;)
        {
            var (rows, start) = (0, 0);
            for (var text = 0; text < counts.Length; text++)
            {
                _counts[text] = Math.Min(counts[text] - done[text], Math.Max(1, _workspace.OutputRows / Texts));
                tokens.Slice(start + done[text], _counts[text]).CopyTo(_tokens.AsSpan(rows));
                first[text] = _lengths[text];
                rows += _counts[text];
                start += counts[text];
            }
            _workspace.LoadTexts(_tokens.AsSpan(0, rows), _counts, first);
            _weights.Description.Decode!(_workspace);
            ReadLogits();
            for (var text = 0; text < counts.Length; text++)
            {
                done[text] += _counts[text];
                _lengths[text] += _counts[text];
            }
            left -= rows;
        }
    }

    /// <summary>Shortens a text, so that it may go on in another way.</summary>
    /// <param name="length">The number of its tokens to keep. Its logits are then those of nothing, until a token is appended.</param>
    /// <exception cref="ArgumentOutOfRangeException">The text has fewer tokens.</exception>
    public void Truncate(int text, int length)
    {
        if (length < 0 || length > _lengths[text])
            throw new ArgumentOutOfRangeException(nameof(length), length, $"Text {text} has {_lengths[text]} tokens.");
        _lengths[text] = length;
    }

    /// <summary>Frees what is kept; the weights stay.</summary>
    public void Dispose() => _workspace.Dispose();

    private void Check(ReadOnlySpan<int> tokens, ReadOnlySpan<int> counts)
    {
        var model = _weights.Description;
        if (counts.Length != Texts)
            throw new ArgumentException($"There are {Texts} texts, and {counts.Length} counts were given.", nameof(counts));
        var sum = 0L;
        for (var text = 0; text < counts.Length; text++)
        {
            if (counts[text] < 0 || counts[text] > Context - _lengths[text])
                throw new ArgumentException($"Text {text} has {_lengths[text]} tokens of the {Context} that the model takes, and {counts[text]} more were given.", nameof(counts));
            sum += counts[text];
        }
        if (sum != tokens.Length)
            throw new ArgumentException($"The texts get {sum} tokens, and {tokens.Length} were given.", nameof(tokens));
        if (tokens.IndexOfAnyExceptInRange(0, model.Inputs[0].Vocabulary - 1) is >= 0 and var wrong)
            throw new ArgumentException($"Token {tokens[wrong]} at {wrong} is not one of the vocabulary, 0 … {model.Inputs[0].Vocabulary - 1}: it is of another tokenizer.", nameof(tokens));
    }

    private void ReadLogits()
    {
        var output = _workspace.Output(0, Context, Vocabulary);
        var last = -1;
        for (var text = 0; text < Texts; text++)
        {
            last += _counts[text];
            if (_counts[text] > 0)
                output.Memory.Read(_logits.AsSpan(text * Vocabulary, Vocabulary), output.Offset + (long)last * Vocabulary);
        }
    }
}
