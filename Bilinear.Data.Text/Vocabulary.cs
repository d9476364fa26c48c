using Bilinear.Data.Text.Vocabularies;
using Bilinear.Serialization.Files;

namespace Bilinear.Data.Text;

/// <summary>
/// A vocabulary made from texts, by byte-pair encoding over bytes as GPT-2 has it: every text can be written in it and comes back
/// as it was. Its first token is <c>&lt;|endoftext|&gt;</c>, which texts begin and end with; then come the 256 bytes; then what
/// stands together most often, merged from two tokens each. Source: Sennrich et al., Neural machine translation of rare words with
/// subword units, 2016.
/// </summary>
public sealed class Vocabulary
{
    /// <summary>The number of tokens of the smallest one: the end of a text, and the bytes.</summary>
    public const int SmallestSize = 1 + ByteTokens.Count;

    private readonly IReadOnlyList<string> _tokens;
    private readonly IReadOnlyList<(string Left, string Right)> _merges;

    internal Vocabulary(IReadOnlyList<string> tokens, IReadOnlyList<(string Left, string Right)> merges, long textBytes, long textTokens) =>
        (_tokens, _merges, TextBytes, TextTokens) = (tokens, merges, textBytes, textTokens);

    /// <summary>The number of tokens: what was asked for, or fewer where no two tokens stand together twice any more.</summary>
    public int Size => _tokens.Count;

    /// <summary>The number of bytes of all texts that it was made from.</summary>
    public long TextBytes { get; }

    /// <summary>The number of tokens that those texts are in it.</summary>
    public long TextTokens { get; }

    /// <summary>Makes a vocabulary. It depends on how often each word stands in the texts and on nothing else.</summary>
    /// <param name="size">How many tokens it shall have.</param>
    /// <exception cref="ArgumentException">There is no text.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is below <see cref="SmallestSize"/>.</exception>
    public static Vocabulary Train(IEnumerable<string> texts, int size)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, SmallestSize);
        var words = new WordCounts();
        foreach (var text in texts)
            words.Add(text);
        return words.IsEmpty ? throw new ArgumentException("There is no text to make a vocabulary from.", nameof(texts)) : new PairMerger(words).Run(size);
    }

    /// <summary>Writes it as a <c>tokenizer.json</c>, which <see cref="Tokenizer.Load"/> and Hugging Face's libraries read.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        AtomicFile.Write(path, stream => VocabularyFile.Write(stream, _tokens, _merges));
    }
}
