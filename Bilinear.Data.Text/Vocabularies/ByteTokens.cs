using Bilinear.Data.Text.Splitting;

namespace Bilinear.Data.Text.Vocabularies;

/// <summary>The tokens that every vocabulary begins with: the end of a text, then the bytes in the order of their characters.</summary>
internal static class ByteTokens
{
    public const int Count = 256;

    public const string EndOfText = TextFile.Separator;

    public static IReadOnlyList<string> All { get; } = [EndOfText, .. ByteLevel.Alphabet.Order().Select(letter => $"{letter}")];
}
