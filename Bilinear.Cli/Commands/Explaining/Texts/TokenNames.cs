using System.Globalization;
using Bilinear.Cli.Output;
using Bilinear.Data.Text;
using Bilinear.Dsl.Syntax;
using Bilinear.Text;

namespace Bilinear.Cli.Commands.Explaining.Texts;

/// <summary>Tokens by their texts, which are written between quotes: <c>" girl"</c>.</summary>
internal sealed class TokenNames(Tokenizer tokenizer)
{
    /// <summary>A token for a person, as a program writes it.</summary>
    public string Of(int token) => ForeignText.Shorten(QuotedText.Write(tokenizer.TokenText(token)));

    /// <summary>The text of a token, as it is.</summary>
    public string TextOf(int token) => tokenizer.TokenText(token);

    /// <summary>The token whose text this is, leading blank included, or whose number.</summary>
    /// <param name="option">The option that names it.</param>
    /// <exception cref="InputException">There is none.</exception>
    public int Find(string option, string text)
    {
        var texts = Enumerable.Range(0, tokenizer.Size).Select(tokenizer.TokenText).ToList();
        if (texts.IndexOf(text) is >= 0 and var found)
            return found;
        if (text.StartsWith('#') && int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < tokenizer.Size)
            return number;
        string[] near = [.. new[] { $" {text}", text.Trim(), text.ToLowerInvariant(), $" {text.Trim().ToLowerInvariant()}" }.Where(texts.Contains)];
        var mend = near.Length > 0 ? $" Did you mean {ForeignText.Shorten(QuotedText.Write(near[0]))}?" : Suggestion.For(text, texts);
        throw new InputException($"{option} {ForeignText.Shorten(QuotedText.Write(text))} is no token of {ForeignText.Shorten(tokenizer.Path)}: it takes the whole text of one, its leading blank included, or its number behind a `#`.{mend}");
    }
}
