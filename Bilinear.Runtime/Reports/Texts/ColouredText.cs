using System.Xml.Linq;

namespace Bilinear.Reports.Texts;

/// <summary>
/// A text whose tokens are coloured in steps, blue for positive and red for negative numbers; who cannot tell colours apart sees a line below a token,
/// the thicker the larger the number, whole for a positive and dashed for a negative one.
/// </summary>
internal static class ColouredText
{
    private const int Steps = 4;

    // Below this share of the largest a token has no colour.
    private const double Least = 0.06;

    public static XElement Of(IEnumerable<ColouredToken> tokens) => new("p", new XAttribute("class", "text"), tokens.SelectMany(Token));

    /// <summary>The scale, from the most negative to the most positive.</summary>
    /// <param name="low">What the negative end means.</param>
    /// <param name="high">What the positive end means.</param>
    public static XElement Legend(string low, string high) => new(
        "p",
        new XAttribute("class", "scale"),
        new XElement("span", $"− {low}"),
        new XElement("span", new XAttribute("class", "text steps"), Enumerable.Range(-Steps, (2 * Steps) + 1).Select(step => new XElement("span", ClassOf(step) is { } kind ? new XAttribute("class", kind) : null, "\u00a0\u00a0\u00a0"))),
        new XElement("span", $"+ {high}"));

    // The blank before a word has no colour, so that a line may end there.
    private static IEnumerable<object> Token(ColouredToken token)
    {
        var blanks = token.Text.Length - token.Text.TrimStart(' ').Length;
        if (blanks == token.Text.Length)
            blanks = 0;
        yield return token.Text[..blanks];
        var strength = Math.Clamp(token.Strength, -1, 1);
        var step = Math.Abs(strength) < Least ? 0 : Math.Sign(strength) * (int)Math.Ceiling(Math.Abs(strength) * Steps);
        string[] kinds = [.. ClassOf(step) is { } kind ? [kind] : Array.Empty<string>(), .. token.IsMarked ? ["marked"] : Array.Empty<string>(), .. token.IsOutside ? ["outside"] : Array.Empty<string>()];
        yield return new XElement(
            token.IsMarked ? "mark" : "span",
            kinds.Length > 0 ? new XAttribute("class", string.Join(' ', kinds)) : null,
            token.About.Length > 0 ? new XAttribute("title", token.About) : null,
            token.Text[blanks..],
            token.Figure is { } figure ? new XElement("sup", figure) : null);
    }

    private static string? ClassOf(int step) => step == 0 ? null : $"{(step < 0 ? 'n' : 'p')}{Math.Abs(step)}";
}
