using System.Globalization;

namespace Bilinear.Data.Text.Corpora;

/// <summary>What the metadata of a tokenised corpus say: which tokenizer it was made with, and from what.</summary>
/// <param name="Checksum">The tokenizer's.</param>
/// <param name="Vocabulary">The number of its tokens.</param>
/// <param name="Start">The token that each text begins with; null where there is none.</param>
/// <param name="End">The token that each text ends with; null where there is none.</param>
/// <param name="Sources">The names of the files of texts, a line each.</param>
internal sealed record CorpusInfo(string Checksum, int Vocabulary, int? Start, int? End, string Sources)
{
    private const int Version = 1;
    private const string VersionKey = "tokens_version", ChecksumKey = "tokenizer", VocabularyKey = "vocabulary", StartKey = "start_token", EndKey = "end_token", SourcesKey = "sources";

    public static CorpusInfo Of(Tokenizer tokenizer, string sources) => new(tokenizer.Checksum, tokenizer.Size, tokenizer.StartToken, tokenizer.EndToken, sources);

    public Dictionary<string, string> ToMetadata()
    {
        var metadata = new Dictionary<string, string>
        {
            [VersionKey] = Text(Version),
            [ChecksumKey] = Checksum,
            [VocabularyKey] = Text(Vocabulary),
            [SourcesKey] = Sources,
        };
        if (Start is { } start)
            metadata.Add(StartKey, Text(start));
        if (End is { } end)
            metadata.Add(EndKey, Text(end));
        return metadata;
    }

    /// <summary>Whether the metadata are those of a tokenised corpus, of whatever version.</summary>
    public static bool IsIn(IReadOnlyDictionary<string, string> metadata) => metadata.ContainsKey(VersionKey);

    /// <exception cref="TextFileException">Something in them is missing or wrong, or the file is of a later version.</exception>
    public static CorpusInfo Read(string path, IReadOnlyDictionary<string, string> metadata)
    {
        if (!IsIn(metadata))
            throw new TextFileException(path, "it is no tokenised corpus: `bmlp tokenize` makes one from texts.");
        if (Number(path, metadata, VersionKey) > Version)
            throw new TextFileException(path, $"it was written by a later Bilinear: this one reads version {Version} of tokenised corpora.");
        var vocabulary = Required(VocabularyKey);
        return new CorpusInfo(metadata.GetValueOrDefault(ChecksumKey, ""), vocabulary, Token(StartKey), Token(EndKey), metadata.GetValueOrDefault(SourcesKey, ""));

        int Required(string key) => Number(path, metadata, key) is { } number ? number : throw new TextFileException(path, $"its metadata have no {key}: make it anew with `bmlp tokenize`.");

        int? Token(string key) => Number(path, metadata, key) is not { } token || token < vocabulary ? Number(path, metadata, key)
            : throw new TextFileException(path, $"its {key} is {token}, and its vocabulary has {vocabulary} tokens, 0 to {vocabulary - 1}: make it anew with `bmlp tokenize`.");
    }

    private static int? Number(string path, IReadOnlyDictionary<string, string> metadata, string key) => !metadata.TryGetValue(key, out var text) ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new TextFileException(path, $"its {key} is {Bilinear.Text.ForeignText.Quote(text)}, which is no whole number: make it anew with `bmlp tokenize`.");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
