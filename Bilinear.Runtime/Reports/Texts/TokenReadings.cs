using System.Globalization;
using System.Xml.Linq;
using Bilinear.Spectral;

namespace Bilinear.Reports.Texts;

/// <summary>A vector in tokens: for each map the tokens at both ends with their cosines.</summary>
internal static class TokenReadings
{
    public static XElement Of(IEnumerable<TokenReading> readings, TokenTexts tokens) => new(
        "dl",
        new XAttribute("class", "maps"),
        readings.Select(reading => new XElement(
            "div",
            new XElement("dt", LeadingMaps.NameOf(reading.Map, reading.Branch, reading.Head)),
            End("+", reading.Top, tokens),
            End("−", reading.Bottom, tokens))));

    /// <summary>The tokens that go furthest along a vector, with their cosines.</summary>
    public static IEnumerable<object> Leading(TokenReading reading, TokenTexts tokens) => reading.Top.SelectMany(token => Token(token, tokens));

    /// <summary>A token by itself, with a figure.</summary>
    public static XElement Token(string name, string figure, string about) => new(
        "span",
        new XAttribute("class", "token"),
        new XAttribute("title", about),
        new XElement("code", name),
        " ",
        new XElement("small", figure));

    private static XElement End(string sign, IEnumerable<TokenWeight> end, TokenTexts tokens) => new(
        "dd",
        new XElement("b", sign),
        end.SelectMany(token => Token(token, tokens)));

    private static object[] Token(TokenWeight token, TokenTexts tokens) =>
        [" ", Token(tokens.NameOf(token.Token), token.Cosine.ToString("0.00;−0.00;0.00", CultureInfo.InvariantCulture), $"weight {Figures.Signed(token.Weight)}")];
}
