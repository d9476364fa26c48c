using System.Text;
using Bilinear.Data.Text.Json;
using Bilinear.Data.Text.Normalizing;
using Bilinear.Text;

namespace Bilinear.Data.Text.Splitting;

/// <summary>
/// How a tokenizer cuts a text: the entry <c>pre_tokenizer</c> of <c>tokenizer.json</c>, as Hugging Face's JavaScript library does
/// it. Its words and digits are those of ASCII, and signs that follow each other stay together.
/// </summary>
internal static class Splitters
{
    /// <exception cref="TextFileException">It is of a type that is not supported.</exception>
    public static Splitter Read(JsonPart part)
    {
        switch (part.Type)
        {
            case "Sequence":
                return part.Items("pretokenizers").Select(Read).Reverse().Aggregate((Splitter)Whole, (rest, first) => (text, take) => first(text, word => rest(word, take)));
            case "Punctuation":
                if (part.OptionalText("behavior") is not (null or "Isolated" or "Contiguous") and var behavior)
                    throw part.WrongEntry("behavior", $"is {ForeignText.Quote(behavior)}, which is not supported; 'Isolated' and 'Contiguous' are");
                return (text, take) => Runs(text, take, rune => Characters.IsPunctuation(rune) ? 1 : 0);
            case "Whitespace":
                return (text, take) => Runs(text, take, rune => Characters.IsSpace(rune) ? Left : rune.IsAscii && (Rune.IsLetterOrDigit(rune) || rune.Value == '_') ? 1 : 0);
            case "WhitespaceSplit":
                return (text, take) => Runs(text, take, rune => Characters.IsSpace(rune) ? Left : 0);
            case "Digits":
                var digit = part.Flag("individual_digits") ? Single : 1;
                return (text, take) => Runs(text, take, rune => rune.IsAscii && Rune.IsDigit(rune) ? digit : 0);
            case "ByteLevel":
                return ByteLevel.Splitter(part.Flag("use_regex", otherwise: true), part.Flag("add_prefix_space"));
            default:
                throw part.NotSupported("Sequence, Punctuation, Whitespace, WhitespaceSplit, Digits and ByteLevel");
        }
    }

    /// <summary>The text as one word.</summary>
    public static void Whole(ReadOnlySpan<char> text, Word take) => take(text);

    /// <summary>The class of a character that is left out.</summary>
    private const int Left = -1;

    /// <summary>The class of a character that is a word by itself.</summary>
    private const int Single = -2;

    // Characters of one class that follow each other are a word.
    private static void Runs(ReadOnlySpan<char> text, Word take, Func<Rune, int> classOf)
    {
        var (begin, before) = (0, Left);
        for (var at = 0; at < text.Length;)
        {
            var here = classOf(Characters.First(text[at..], out var units));
            if (here != before || here == Single)
            {
                if (before != Left)
                    take(text[begin..at]);
                (begin, before) = (at, here);
            }
            at += units;
        }
        if (before != Left && begin < text.Length)
            take(text[begin..]);
    }
}
