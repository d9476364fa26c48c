using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Bilinear.Data;

/// <summary>
/// Gives the samples of a data set of texts: pieces of 1 to <see cref="Context"/> tokens, each with a target for every position, the token that comes next. Several threads may read at once.
/// </summary>
public abstract class TextSamples
{
    /// <summary>The number of different tokens, which every token is below.</summary>
    public abstract int Vocabulary { get; }

    /// <summary>The most positions that a piece has.</summary>
    public abstract int Context { get; }

    /// <summary>The SHA-256 of the tokenizer that the tokens are of, in hexadecimal; null where it is not known.</summary>
    public virtual string? TokenizerChecksum => null;

    /// <summary>The number of pieces.</summary>
    public abstract int Count { get; }

    /// <summary>Gives the number of positions of a piece.</summary>
    public abstract int LengthOf(int piece);

    /// <summary>Copies a piece.</summary>
    /// <param name="tokens">Takes the token at each position: as many as <see cref="LengthOf"/> says.</param>
    /// <param name="targets">Takes the next token of each position, or −1 for a position that counts nowhere.</param>
    public abstract void Read(int piece, Span<int> tokens, Span<int> targets);

    /// <summary>Gives the tokens of a piece, one at each position.</summary>
    internal int[] TokensOf(int piece)
    {
        var tokens = new int[LengthOf(piece)];
        Read(piece, tokens, new int[tokens.Length]);
        return tokens;
    }

    /// <summary>Gives the first pieces alone.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public TextSamples Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        return new SelectedTexts(this, [.. Enumerable.Range(0, count)]);
    }

    /// <summary>Adds everything that the pieces are to a checksum. The base reads them all; a source that knows its content's checksum may add that.</summary>
    public virtual void Hash(IncrementalHash hash)
    {
        ArgumentNullException.ThrowIfNull(hash);
        var (tokens, targets) = (new int[Context], new int[Context]);
        for (var piece = 0; piece < Count; piece++)
        {
            var length = LengthOf(piece);
            Read(piece, tokens.AsSpan(0, length), targets.AsSpan(0, length));
            hash.AppendData(MemoryMarshal.AsBytes(tokens.AsSpan(0, length)));
            hash.AppendData(MemoryMarshal.AsBytes(targets.AsSpan(0, length)));
        }
    }
}

/// <summary>Texts in arrays.</summary>
internal sealed class TextArrays(int vocabulary, int context, IReadOnlyList<int[]> tokens, IReadOnlyList<int[]> targets) : TextSamples
{
    public override int Vocabulary => vocabulary;

    public override int Context => context;

    public override int Count => tokens.Count;

    public override int LengthOf(int piece) => tokens[piece].Length;

    public override void Read(int piece, Span<int> tokensOfPiece, Span<int> targetsOfPiece)
    {
        tokens[piece].CopyTo(tokensOfPiece);
        targets[piece].CopyTo(targetsOfPiece);
    }
}

/// <summary>Some of the pieces of others, in an order of its own.</summary>
internal sealed class SelectedTexts(TextSamples all, int[] pieces) : TextSamples
{
    public override int Vocabulary => all.Vocabulary;

    public override int Context => all.Context;

    public override string? TokenizerChecksum => all.TokenizerChecksum;

    public override int Count => pieces.Length;

    public override int LengthOf(int piece) => all.LengthOf(pieces[piece]);

    public override void Read(int piece, Span<int> tokens, Span<int> targets) => all.Read(pieces[piece], tokens, targets);
}
