using System.Collections.Frozen;
using System.Text;
using Bilinear.Data.Text.Normalizing;

namespace Bilinear.Data.Text.Splitting;

/// <summary>
/// Words of GPT-2, written as bytes: each byte of UTF-8 is a character of its own, so that any text can be tokenised and got back.
/// Source: Radford et al., Language models are unsupervised multitask learners, 2019, and its encoder.
/// </summary>
internal static class ByteLevel
{
    private const int Bytes = 256;

    /// <summary>The longest word, in bytes, that needs no memory from the heap.</summary>
    private const int Short = 256;

    /// <summary>The character of each byte: itself where that can be seen, else the next one from U+0100 on.</summary>
    public static readonly string Alphabet = MakeAlphabet();

    private static readonly FrozenDictionary<char, byte> Byte = Alphabet.Select((letter, value) => (letter, value)).ToFrozenDictionary(pair => pair.letter, pair => (byte)pair.value);

    /// <param name="isCut">Whether the text is cut at all; else it is one word.</param>
    /// <param name="hasPrefix">Whether a text that does not begin with a blank gets one.</param>
    public static Splitter Splitter(bool isCut, bool hasPrefix) => (text, take) =>
    {
        if (hasPrefix && !text.StartsWith(' '))
            text = $" {text}";
        if (isCut)
            Cut(text, word => Encode(word, take));
        else
            Encode(text, take);
    };

    /// <summary>Cuts at <c>'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</c>.</summary>
    public static void Cut(ReadOnlySpan<char> text, Word take)
    {
        while (!text.IsEmpty)
        {
            var length = Next(text);
            take(text[..length]);
            text = text[length..];
        }
    }

    /// <summary>The bytes that a token stands for; null where it has a character of no byte.</summary>
    public static byte[]? Decode(string token) => token.All(Byte.ContainsKey) ? [.. token.Select(letter => Byte[letter])] : null;

    /// <summary>Hands on a word as characters of its bytes.</summary>
    public static void Encode(ReadOnlySpan<char> word, Word take)
    {
        var most = Encoding.UTF8.GetMaxByteCount(word.Length);
        var bytes = most <= Short ? stackalloc byte[Short] : new byte[most];
        bytes = bytes[..Encoding.UTF8.GetBytes(word, bytes)];
        var letters = bytes.Length <= Short ? stackalloc char[Short] : new char[bytes.Length];
        for (var index = 0; index < bytes.Length; index++)
            letters[index] = Alphabet[bytes[index]];
        take(letters[..bytes.Length]);
    }

    private static int Next(ReadOnlySpan<char> text)
    {
        if (text[0] == '\'' && Contraction(text) is > 0 and var contraction)
            return contraction;
        var blank = text[0] == ' ' ? 1 : 0;
        if (blank < text.Length && KindOf(text[blank..], out _) is not Kind.Space and var kind)
            return blank + Run(text[blank..], kind);
        // The last of several blanks belongs to the word behind them.
        var spaces = Run(text, Kind.Space);
        return spaces > 1 && spaces < text.Length ? spaces - 1 : spaces;
    }

    private static int Contraction(ReadOnlySpan<char> text) => text switch
    {
        ['\'', 's' or 't' or 'm' or 'd', ..] => 2,
        ['\'', 'r' or 'v', 'e', ..] or ['\'', 'l', 'l', ..] => 3,
        _ => 0,
    };

    private static int Run(ReadOnlySpan<char> text, Kind kind)
    {
        var at = 0;
        while (at < text.Length && KindOf(text[at..], out var units) == kind)
            at += units;
        return at;
    }

    private enum Kind
    {
        Space,
        Letter,
        Number,
        Other,
    }

    private static Kind KindOf(ReadOnlySpan<char> text, out int units)
    {
        units = 1;
        if (char.IsAscii(text[0]))
            return char.IsAsciiLetter(text[0]) ? Kind.Letter : Characters.IsSpace(text[0]) ? Kind.Space : char.IsAsciiDigit(text[0]) ? Kind.Number : Kind.Other;
        var rune = Characters.First(text, out units);
        return Characters.IsSpace(rune) ? Kind.Space : Characters.IsLetter(rune) ? Kind.Letter : Characters.IsNumber(rune) ? Kind.Number : Kind.Other;
    }

    private static string MakeAlphabet()
    {
        var (alphabet, next) = (new StringBuilder(Bytes), (char)Bytes);
        for (var value = '\0'; value < Bytes; value++)
            alphabet.Append(value is (>= '!' and <= '~') or (>= '\u00A1' and <= '\u00AC') or (>= '\u00AE' and <= '\u00FF') ? value : next++);
        return alphabet.ToString();
    }
}
