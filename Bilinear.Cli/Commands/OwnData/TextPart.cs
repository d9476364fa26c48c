using System.Text;
using Bilinear.Cli.Data;
using Bilinear.Data.Text;

namespace Bilinear.Cli.Commands.OwnData;

/// <summary>What there is in a file of texts.</summary>
/// <param name="Name"><c>train</c>, <c>test</c>; of one file <c>file</c>.</param>
/// <param name="Bytes">The bytes of all texts, as UTF-8.</param>
internal sealed record TextPart(string Name, long Texts, long Bytes)
{
    private const int Shown = 3;
    private const int ShownCharacters = 200;

    /// <summary>The positions that each text takes in a context; null without a tokenizer.</summary>
    private IReadOnlyList<int>? Positions { get; init; }

    /// <summary>The number of tokens of the tokenizer; null without one.</summary>
    public int? Vocabulary { get; private init; }

    /// <summary>The tokens of the texts themselves, without those that begin and end each.</summary>
    public long? Tokens { get; private init; }

    /// <summary>The SHA-256 of the tokens and of where texts begin.</summary>
    public string? Checksum { get; private init; }

    /// <summary>How the first texts begin, as a model reads them where there is a tokenizer; none where there are tokens alone.</summary>
    public IReadOnlyList<string> Beginnings { get; private init; } = [];

    /// <summary>The positions of the longest text.</summary>
    public int? Longest => Positions?.Max();

    /// <summary>How many texts have more positions than a context, so that they are cut.</summary>
    public int LongerThan(int context) => Positions!.Count(positions => positions > context);

    /// <exception cref="IOException">The file is damaged, or has no text.</exception>
    public static TextPart Of(string name, string path, TextParts parts)
    {
        if (parts.NeedsTokenizer(path))
        {
            var (count, bytes, first) = (0L, 0L, new List<string>());
            foreach (var text in TextFile.Read(path))
            {
                (count, bytes) = (count + 1, bytes + Encoding.UTF8.GetByteCount(text));
                if (first.Count < Shown)
                    first.Add(text[..Math.Min(text.Length, ShownCharacters)]);
            }
            return count > 0 ? new TextPart(name, count, bytes) { Beginnings = first } : throw new TextFileException(path, TextFile.HasNone);
        }
        using var corpus = parts.Open(path);
        var texts = Enumerable.Range(0, corpus.Texts);
        // The last token of a text is predicted, and takes no position.
        int[] positions = [.. texts.Select(text => Math.Max(0, corpus.Length(text) - 1))];
        var around = (corpus.StartToken is null ? 0 : 1) + (corpus.EndToken is null ? 0 : 1);
        return new TextPart(name, corpus.Texts, texts.Sum(corpus.Bytes))
        {
            Positions = positions,
            Vocabulary = corpus.VocabularySize,
            Tokens = corpus.Tokens - ((long)around * corpus.Texts),
            Checksum = corpus.Checksum,
            Beginnings = parts.Tokenizer is { } tokenizer ? [.. texts.Take(Shown).Select(text => Begin(corpus, text, tokenizer))] : [],
        };
    }

    private static string Begin(TextCorpus corpus, int text, Tokenizer tokenizer)
    {
        var tokens = new int[Math.Min(ShownCharacters, corpus.Length(text))];
        corpus.Read(text, 0, tokens);
        var decoded = tokenizer.Decode(tokens);
        return decoded[..Math.Min(decoded.Length, ShownCharacters)];
    }
}
