using System.Globalization;
using System.Text;
using Bilinear.Data.Text.Json;
using Bilinear.Data.Text.Normalizing;
using Bilinear.Data.Text.Splitting;

namespace Bilinear.Data.Text.Decoding;

/// <summary>How tokens become text again: the entry <c>decoder</c> of <c>tokenizer.json</c>.</summary>
internal static class Decoders
{
    /// <param name="part">The entry; null where there is none: tokens are then words between blanks.</param>
    /// <param name="tokens">The vocabulary, in the order of its ids.</param>
    /// <param name="isAdded">Says of every id whether it is an added token, which stands in a text as it is.</param>
    /// <param name="isCleaned">Whether blanks before signs are taken away; null where no file says so, and words between blanks are then cleaned.</param>
    /// <exception cref="TextFileException">It is of a type that is not supported.</exception>
    public static TokenBytes Read(JsonPart? part, IReadOnlyList<string> tokens, Func<int, bool> isAdded, bool? isCleaned)
    {
        var steps = new Steps();
        if (part is null)
            steps.JoinWords(prefix: null);
        else
            Read(part, steps);
        var later = Table(tokens, (token, id) => steps.IsByteLevel && !isAdded(id) && ByteLevel.Decode(token) is { } bytes ? bytes : steps.Bytes(steps.Later(token)));
        var first = steps.First is { } change ? Table(tokens, (token, _) => steps.Bytes(change(token))) : later;
        return new TokenBytes(first, later, steps.Stripped, steps.StripsAtMost, isCleaned ?? steps.First is not null);
    }

    private static byte[][] Table(IReadOnlyList<string> tokens, Func<string, int, byte[]> bytes) => [.. tokens.Select(bytes)];

    private static void Read(JsonPart part, Steps steps)
    {
        if (steps.IsFused && part.Type is not "Strip")
            throw part.Wrong("follows Fuse, which is not supported; only Strip can");
        switch (part.Type)
        {
            case "Sequence":
                foreach (var decoder in part.Items("decoders"))
                    Read(decoder, steps);
                break;
            case "ByteLevel":
                steps.IsByteLevel = true;
                break;
            case "ByteFallback":
                steps.HasBytes = true;
                break;
            case "Fuse":
                steps.IsFused = true;
                break;
            case "Replace":
                var (pattern, content) = (Normalizers.Pattern(part), part.Text("content"));
                steps.Growth.Add(part, pattern.Length, content.Length);
                steps.Change(token => token.Replace(pattern, content, StringComparison.Ordinal));
                break;
            case "Strip" when part.Text("content") is [var stripped] && steps.IsFused && part.Number("stop", 0) == 0:
                (steps.Stripped, steps.StripsAtMost) = (stripped, part.Number("start", 0));
                break;
            case "Strip":
                throw part.Wrong("strips otherwise than one character from the beginning of the fused text, which is not supported");
            case "WordPiece":
                steps.JoinWords(part.Text("prefix"));
                if (part.Flag("cleanup", otherwise: true))
                    steps.Change(CleanUp.Of);
                break;
            default:
                throw part.NotSupported("Sequence, ByteLevel, ByteFallback, Fuse, Replace, Strip and WordPiece");
        }
    }

    /// <summary>What the parts of a decoder do to each token, gathered.</summary>
    private sealed class Steps
    {
        public bool IsByteLevel { get; set; }

        public bool HasBytes { get; set; }

        public bool IsFused { get; set; }

        public char? Stripped { get; set; }

        public int StripsAtMost { get; set; }

        public Growth Growth { get; } = new();

        public Func<string, string> Later { get; private set; } = token => token;

        /// <summary>Null where the first token is as any other.</summary>
        public Func<string, string>? First { get; private set; }

        public void Change(Func<string, string> change)
        {
            var (later, first) = (Later, First);
            Later = token => change(later(token));
            if (first is not null)
                First = token => change(first(token));
        }

        /// <param name="prefix">What tokens within a word begin with; null where all tokens are words.</param>
        public void JoinWords(string? prefix)
        {
            var (later, first) = (Later, First ?? Later);
            First = first;
            Later = token => later(token) is var text && prefix is { Length: > 0 } && text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : $" {text}";
        }

        public byte[] Bytes(string token) => HasBytes && token is ['<', '0', 'x', var high, var low, '>'] && byte.TryParse([high, low], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? [value]
            : Encoding.UTF8.GetBytes(token);
    }
}
