using System.Security.Cryptography;
using System.Text;

namespace Bilinear.Data.Text;

/// <summary>
/// The texts of a corpus cut into what a model is trained on: pieces of at most as many positions as its context has, each of its
/// own length, in the order of the texts. The inputs of a text's piece k are its tokens from k·context on, and the target at each
/// is the token behind it, so that every token but the first is a target once. No piece has tokens of two texts.
/// </summary>
public sealed class TextPieces : TextSamples
{
    /// <summary>The target at a position that counts nowhere.</summary>
    public const int NoTarget = -1;

    private readonly TextCorpus _corpus;
    private readonly int _context;

    // The number of the first piece of each text, and behind the last the number of all.
    private readonly int[] _first;

    /// <param name="context">The most positions of a piece.</param>
    /// <exception cref="ArgumentException">There are more than 2³¹ pieces.</exception>
    public TextPieces(TextCorpus corpus, int context)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentOutOfRangeException.ThrowIfLessThan(context, 1);
        (_corpus, _context) = (corpus, context);
        _first = new int[corpus.Texts + 1];
        var count = 0L;
        for (var text = 0; text < corpus.Texts; text++)
        {
            count += (Math.Max(0, corpus.Length(text) - 1L) + context - 1) / context;
            _first[text + 1] = count <= int.MaxValue ? (int)count : throw new ArgumentException($"There are more than {int.MaxValue} pieces: a longer context makes fewer.", nameof(context));
        }
    }

    /// <inheritdoc/>
    public override int Vocabulary => _corpus.VocabularySize;

    /// <inheritdoc/>
    public override string? TokenizerChecksum => _corpus.TokenizerChecksum is { Length: > 0 } checksum ? checksum : null;

    /// <inheritdoc/>
    public override int Context => _context;

    /// <summary>The number of pieces. A text of one token has none.</summary>
    public override int Count => _first[^1];

    /// <summary>The number of positions of a piece.</summary>
    public override int LengthOf(int piece)
    {
        var (text, begin) = Find(piece);
        return Math.Min(Context, _corpus.Length(text) - 1 - begin);
    }

    /// <summary>Copies a piece. Where the spans are longer than it is, the rest of the inputs is 0 and that of the targets <see cref="NoTarget"/>.</summary>
    /// <exception cref="ArgumentException">A span is shorter than the piece.</exception>
    public override void Read(int piece, Span<int> tokens, Span<int> targets)
    {
        var (text, begin) = Find(piece);
        Copy(_corpus, text, begin, LengthOf(piece), tokens, targets);
    }

    // The corpus decides the pieces.
    public override void Hash(IncrementalHash hash)
    {
        ArgumentNullException.ThrowIfNull(hash);
        hash.AppendData(Encoding.UTF8.GetBytes(_corpus.Checksum));
    }

    internal static void Copy(TextCorpus corpus, int text, int begin, int length, Span<int> input, Span<int> target)
    {
        if (input.Length < length || target.Length < length)
            throw new ArgumentException($"The piece has {length} positions, and there is room for {input.Length} inputs and {target.Length} targets.");
        corpus.Read(text, begin, input[..length]);
        input[1..length].CopyTo(target);
        corpus.Read(text, begin + length, target.Slice(length - 1, 1));
        input[length..].Clear();
        target[length..].Fill(NoTarget);
    }

    private (int Text, int Begin) Find(int piece)
    {
        if ((uint)piece >= (uint)Count)
            throw new ArgumentOutOfRangeException(nameof(piece), $"There is no piece {piece}: there are {Count}, from 0 on.");
        // Of several texts that begin with one number all but the last have no piece.
        var (low, high) = (0, _corpus.Texts);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = _first[middle] <= piece ? (middle, high) : (low, middle);
        }
        return (low, (piece - _first[low]) * Context);
    }
}
