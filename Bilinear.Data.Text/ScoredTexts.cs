using System.Text;

namespace Bilinear.Data.Text;

/// <summary>
/// The texts of a corpus as a model is scored on them: each alone, behind the start token (behind the end token where there is no
/// start), without an end token, and no more of it than the context has places. So of a text behind its start token with n tokens,
/// min(n, context - 1) are scored.
/// </summary>
public sealed class ScoredTexts : TextSamples
{
    private readonly TextCorpus _corpus;
    private readonly int _context;
    private readonly Tokenizer _tokenizer;
    private readonly int[] _texts;

    /// <param name="context">The most places of a text and what stands before it.</param>
    /// <param name="tokenizer">The one that the corpus is of: it tells how many bytes the scored part of a text has that is cut.</param>
    /// <exception cref="ArgumentException">The corpus is of another tokenizer.</exception>
    public ScoredTexts(TextCorpus corpus, int context, Tokenizer tokenizer)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentOutOfRangeException.ThrowIfLessThan(context, 2);
        if (tokenizer.Checksum != corpus.TokenizerChecksum)
            throw new ArgumentException($"The tokens of {corpus.Path} are of another tokenizer.", nameof(tokenizer));
        (_corpus, _context, _tokenizer) = (corpus, context, tokenizer);
        _texts = [.. Enumerable.Range(0, corpus.Texts).Where(text => Whole(text) > 1)];
    }

    /// <inheritdoc/>
    public override int Vocabulary => _corpus.VocabularySize;

    /// <inheritdoc/>
    public override int Context => _context;

    /// <summary>The number of texts of which something is scored.</summary>
    public override int Count => _texts.Length;

    /// <summary>The number of texts that are longer than the context, and are cut.</summary>
    public int CutCount => _texts.Count(text => Whole(text) > Context);

    /// <summary>The number of scored tokens of a text.</summary>
    public override int LengthOf(int index) => Math.Min(Whole(Text(index)), Context) - 1;

    /// <summary>Whether the text is cut.</summary>
    public bool IsCut(int index) => Whole(Text(index)) > Context;

    /// <summary>The number of the text in the corpus.</summary>
    public int Text(int index) => (uint)index < (uint)Count ? _texts[index] : throw new ArgumentOutOfRangeException(nameof(index), $"There is no scored text {index}: there are {Count}, from 0 on.");

    /// <summary>The bytes of what is scored, as UTF-8: all of a text that is not cut; else those of the scored tokens as text.</summary>
    public long Bytes(int index)
    {
        var text = Text(index);
        if (!IsCut(index) && Before is not null)
            return _corpus.Bytes(text);
        var tokens = new int[LengthOf(index)];
        Read(index, new int[tokens.Length], tokens);
        return Encoding.UTF8.GetByteCount(_tokenizer.Decode(tokens));
    }

    /// <summary>Copies a text. Where the spans are longer than it is, the rest of the inputs is 0 and that of the targets <see cref="TextPieces.NoTarget"/>.</summary>
    /// <exception cref="ArgumentException">A span is shorter than the text.</exception>
    public override void Read(int index, Span<int> tokens, Span<int> targets)
    {
        var (text, length) = (Text(index), LengthOf(index));
        if (Before is not { } before || _corpus.StartToken is not null)
        {
            TextPieces.Copy(_corpus, text, 0, length, tokens, targets);
            return;
        }
        if (tokens.Length < length || targets.Length < length)
            throw new ArgumentException($"The text has {length} scored tokens, and there is room for {tokens.Length} inputs and {targets.Length} targets.");
        _corpus.Read(text, 0, targets[..length]);
        tokens[0] = before;
        targets[..(length - 1)].CopyTo(tokens[1..]);
        tokens[length..].Clear();
        targets[length..].Fill(TextPieces.NoTarget);
    }

    // What stands before a text.
    private int? Before => _corpus.StartToken ?? _corpus.EndToken;

    // The tokens of a text with what stands before it and without its end.
    private int Whole(int text) => _corpus.Length(text) - (_corpus.EndToken is null ? 0 : 1) + (_corpus.StartToken is null && _corpus.EndToken is not null ? 1 : 0);
}
