using System.Xml.Linq;
using Bilinear.Reports.Texts;
using Bilinear.Spectral;

namespace Bilinear.Reports.Streams;

/// <summary>Pieces of texts, coloured by what is added at each token, on one scale.</summary>
internal static class Excerpts
{
    private const int Strong = 3;

    /// <param name="symbol">What the figures are.</param>
    public static XElement Of(IReadOnlyList<TextExcerpt> excerpts, TokenTexts tokens, bool leavesFirstOut, string symbol)
    {
        var largest = excerpts.SelectMany(excerpt => excerpt.Values).Where(value => !double.IsNaN(value)).Max(Math.Abs);
        return new XElement("div", new XAttribute("class", "excerpts"), excerpts.Select(excerpt => Of(excerpt, tokens, largest, leavesFirstOut, symbol)));
    }

    private static XElement Of(TextExcerpt excerpt, TokenTexts tokens, double largest, bool leavesFirstOut, string symbol)
    {
        var strong = excerpt.Values.Index().Where(each => !double.IsNaN(each.Item)).OrderByDescending(each => Math.Abs(each.Item)).Take(Strong).Select(each => each.Index).Append(excerpt.Peak).ToHashSet();
        var text = ColouredText.Of(excerpt.Tokens.Select((token, place) => new ColouredToken(
            tokens.InText(token),
            largest == 0 || double.IsNaN(excerpt.Values[place]) ? 0 : excerpt.Values[place] / largest,
            double.IsNaN(excerpt.Values[place]) ? "left out" : Figures.Signed(excerpt.Values[place]))
        {
            Figure = strong.Contains(place) ? Figures.Signed(excerpt.Values[place]) : null,
            IsMarked = place == excerpt.Peak,
            IsOutside = leavesFirstOut && excerpt.First + place == 0,
        }));
        text.AddFirst(new XElement("small", $"text {Figures.Count(excerpt.Text)}, {symbol} {Figures.Signed(excerpt.Values[excerpt.Peak])} at {Figures.Count(excerpt.First + excerpt.Peak)}{(excerpt.First > 0 ? ": …" : ": ")}"));
        return text;
    }
}
