using System.Xml.Linq;
using Bilinear.Reports.Files;
using Bilinear.Reports.Texts;

namespace Bilinear.Reports.Streams;

/// <summary>An eigenvector: its numbers, its tokens through each map, and the texts that it responds to most.</summary>
internal sealed class VectorCard(ShownSpectrum shown, int pair, TokenTexts tokens, PageSize size, bool leavesFirstOut)
{
    private readonly double _value = shown.Spectrum.Pairs.Values[pair];

    public XElement Build()
    {
        var number = shown.Spectrum.Numbers[pair];
        var numbers = new XElement("dl", new XAttribute("class", _value < 0 ? "negative" : "positive"), HtmlPage.Term($"λ, pair {Figures.Count(number)}", Figures.Signed(_value)));
        if (shown.Activations is { } read)
            numbers.Add(HtmlPage.Term("mean λ(v·h)²", Figures.Signed(read.Pairs[pair].Mean)));
        var card = new XElement("li", new XAttribute("class", "card"), numbers, TokenReadings.Of(shown.ReadingsOf(pair), tokens), Texts());
        return FigureFiles.Mark(card, new FigureFile(
            FormattableString.Invariant($"{shown.File}.pair.{number}.tokens.csv"), $"Pair {Figures.Count(number)} of {shown.Name} in tokens.", () => Csv.Write(
                ["map", "end", "token", "text", "weight", "cosine"],
                shown.ReadingsOf(pair).SelectMany(reading => reading.Top.Select(token => ("+", token)).Concat(reading.Bottom.Select(token => ("-", token))).Select(each => (IEnumerable<object?>)
                    [LeadingMaps.NameOf(reading.Map, reading.Branch, reading.Head), each.Item1, each.token.Token, tokens.TextOf(each.token.Token), each.token.Weight, each.token.Cosine])))));
    }

    private XElement? Texts() => shown.Activations is { } read && size.Excerpts > 0 && read.Pairs[pair].Most.Count > 0
        ? Excerpts.Of([.. read.Pairs[pair].Most.Take(size.Excerpts)], tokens, leavesFirstOut, "λ(v·h)²")
        : null;
}
