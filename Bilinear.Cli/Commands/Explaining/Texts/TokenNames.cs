using System.Globalization;
using Bilinear.Cli.Output;
using Bilinear.Data.Text;
using Bilinear.Dsl.Text;
using Bilinear.Reports.Texts;
using Bilinear.Text;

namespace Bilinear.Cli.Commands.Explaining.Texts;

/// <summary>The tokens of a tokenizer, which a command line names by their texts.</summary>
internal sealed class TokenNames
{
    private readonly Tokenizer _tokenizer;
    private readonly string[] _all;
    private readonly Dictionary<string, int> _numbers = [];

    public TokenNames(Tokenizer tokenizer)
    {
        (_tokenizer, _all) = (tokenizer, [.. Enumerable.Range(0, tokenizer.Size).Select(tokenizer.TokenText)]);
        Texts = new TokenTexts(_all);

        // Of equal texts the first.
        foreach (var (number, text) in _all.Index())
            _numbers.TryAdd(text, number);
    }

    /// <summary>The text of every token.</summary>
    public IReadOnlyList<string> All => _all;

    public TokenTexts Texts { get; }

    /// <summary>A token for a person, as a program writes it.</summary>
    public string Of(int token) => Texts.NameOf(token);

    /// <summary>The token whose text this is, leading blank included, or whose number.</summary>
    /// <param name="option">The option that names it.</param>
    /// <exception cref="InputException">There is none.</exception>
    public int Find(string option, string text)
    {
        if (_numbers.TryGetValue(text, out var found))
            return found;
        if (text.StartsWith('#') && int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < _all.Length)
            return number;
        var mend = Nearest(text) is { } near ? $" Did you mean {ForeignText.Shorten(QuotedText.Write(near))}?" : "";
        throw new InputException($"{option} {ForeignText.Shorten(QuotedText.Write(text))} is no token of {ForeignText.Shorten(_tokenizer.Path)}: it takes the whole text of one, its leading blank included, or its number behind a `#`.{mend}");
    }

    // A blank before it and the case of its letters are what is forgotten first.
    private string? Nearest(string text)
    {
        var bare = text.Trim();
        if (new[] { $" {bare}", bare }.FirstOrDefault(_numbers.ContainsKey) is { } blank)
            return blank;
        return (bare.Length == 0 ? null : _all.FirstOrDefault(token => token.Trim().Equals(bare, StringComparison.OrdinalIgnoreCase))) ?? new NameSuggestion().Nearest(text, _all);
    }
}
