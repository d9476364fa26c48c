using Bilinear.Text;

namespace Bilinear.Reports.Texts;

/// <summary>The texts of a vocabulary's tokens, as others wrote them, and what stands for them in what we write.</summary>
internal sealed class TokenTexts(IReadOnlyList<string> texts)
{
    // A line feed would break a line, and is a part of the text.
    private const string LineFeed = "↵";
    private const int LongestInText = 40;

    /// <summary>A token by itself, between quotes, as a program writes it: <c>" girl"</c>.</summary>
    public string NameOf(int token) => ForeignText.Shorten(QuotedText.Write(texts[token]));

    /// <summary>A token's text as it is.</summary>
    public string TextOf(int token) => texts[token];

    /// <summary>A token within a text.</summary>
    public string InText(int token) => ForeignText.Shorten(texts[token].Replace("\n", LineFeed, StringComparison.Ordinal), LongestInText);

    /// <summary>Refuses texts that are not one for each token.</summary>
    /// <exception cref="ArgumentException">There are more, or fewer, or one is null.</exception>
    public static TokenTexts Of(IReadOnlyList<string> texts, int vocabulary, string parameter)
    {
        ArgumentNullException.ThrowIfNull(texts, parameter);
        if (texts.Count != vocabulary)
            throw new ArgumentException($"There are {texts.Count} texts for {vocabulary} tokens: give one for each.", parameter);
        if (texts.Any(text => text is null))
            throw new ArgumentException("The text of a token is null: give each token one, which may be empty.", parameter);
        return new TokenTexts(texts);
    }
}
