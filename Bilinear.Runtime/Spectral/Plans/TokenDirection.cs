using Bilinear.Text;

namespace Bilinear.Spectral;

/// <summary>A direction among the logits of a model of texts, in which tokens are named by their texts: <c>" girl" - mean(" boy", " dog")</c>.</summary>
/// <param name="name">The name by which its spectrum is found.</param>
/// <param name="others">The coefficient of every token that <paramref name="rows"/> does not name.</param>
/// <param name="rows">Tokens with their coefficients, each token at most once.</param>
public sealed class TokenDirection(string name, double others, params TokenRow[] rows)
{
    /// <summary>The name by which its spectrum is found.</summary>
    public string Name { get; } = name ?? throw new ArgumentNullException(nameof(name));

    /// <summary>Finds the tokens in a vocabulary.</summary>
    /// <param name="tokens">The text of each token, in the order of their numbers.</param>
    /// <exception cref="ArgumentException">No token has one of the texts or numbers, or two of them are of one token.</exception>
    public Direction Among(IReadOnlyList<string> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        (int Token, double Coefficient)[] found = [.. rows.Select(row => (Number(row, tokens), row.Coefficient))];
        if (found.GroupBy(row => row.Token).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"The direction `{Name}` names the token #{twice.Key} twice, by its text or by its number: name it once.", nameof(tokens));
        return Direction.Of(Name, tokens.Count, others, found);
    }

    private int Number(TokenRow row, IReadOnlyList<string> tokens)
    {
        if (row.Text is not { } text)
            return row.Number;
        var found = Enumerable.Range(0, tokens.Count).FirstOrDefault(token => tokens[token] == text, -1);
        return found >= 0 ? found
            : throw new ArgumentException($"The direction `{Name}` names {ForeignText.Shorten(QuotedText.Write(text))}, which is the text of none of the {tokens.Count} tokens: it has to be the whole text of one, with its leading blank.", nameof(tokens));
    }

    public override string ToString() => Name;
}

/// <summary>A token of a direction, by its text or by its number.</summary>
public readonly record struct TokenRow
{
    /// <summary>The token with a text.</summary>
    /// <param name="text">Its exact text, leading blank included.</param>
    public TokenRow(string text, double coefficient) => (Text, Number, Coefficient) = (text ?? throw new ArgumentNullException(nameof(text)), -1, coefficient);

    /// <summary>The token with a number.</summary>
    public TokenRow(int number, double coefficient) => (Number, Coefficient) = (number, coefficient);

    /// <summary>Its text; null for a token that is named by its number.</summary>
    public string? Text { get; }

    /// <summary>Its number, counted from 0; −1 for a token that is named by its text.</summary>
    public int Number { get; }

    public double Coefficient { get; }
}
