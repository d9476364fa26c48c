using System.Xml.Linq;
using Bilinear.Reports.Charts;
using Bilinear.Reports.Files;
using Bilinear.Reports.Images;
using Bilinear.Spectral;

namespace Bilinear.Reports.Entries;

/// <summary>The singular components of a layer's tensor: all values, and for the first components their output weights and pictures.</summary>
internal sealed class SvdEntry(SvdSpectra components, ReportContents contents, string file, PictureScale scale) : ReportEntry(components, file)
{
    private const int ComponentsShown = 10;
    private const int VectorsShown = 6;
    private const int WeightsShown = 12;
    private const int PictureSize = 108;

    private readonly Pictures _pictures = Pictures.Of(components, components.Count == 0 ? 0 : components[0].Pictures.Columns, scale);

    private readonly SvdComponent[] _shown = [.. components.Take(ComponentsShown)];

    protected override string Title => $"The singular components of {components.Name}";

    public override IEnumerable<(string Value, string Meaning)> Figures() => [];

    public override IEnumerable<KeyValuePair<string, string>> Facts() =>
        [new("singular components of", $"{components.Name}, {Reports.Figures.Count(components.Count)} of {Reports.Figures.Count(components.AllValues.Count)} kept, in the latent basis (the bilinear layer's input)")];

    protected override XElement Body() => Panel("How to read this", new object[]
    {
        new XElement("p", $"The layer's tensor, alone or with the linear layers behind it as the decompose block says, is a sum of σ · l ⊗ R: each component is one quadratic form R of the layer's input, which moves all outputs together in proportion to l. The {_pictures.Called.Many} are the eigenvectors of R of largest |λ|{Seen()}; their signs are free."),
        _pictures.Legend(),
    });

    protected override IEnumerable<XElement?> Details() => _shown.Length == 0
        ? [Panel("Nothing", new XElement("p", "The tensor is zero: it has no components."))]
        : [
            new SpectrumChart(components.AllValues, Enumerable.Range(0, _shown.Length).ToHashSet(), "σ", "singular value", $"{Reports.Figures.Count(components.AllValues.Count, "singular value")} of {components.Name}, the largest {Reports.Figures.Plain(components.AllValues[0])}.").OnPage($"{File}.singular-values"),
            .. _shown.Select(Section),
        ];

    private XElement Section(SvdComponent component, int place) => new(
        "section",
        new XElement(
            "div",
            new XAttribute("class", "head"),
            new XElement("h2", $"Component {place + 1}"),
            new XElement("p", $"σ = {Reports.Figures.Plain(component.Value)} · {Reports.Figures.Percent(component.Value * component.Value / Math.Max(double.Epsilon, components.SquaredNorm))} of the tensor's square")),
        Weights(component, place),
        new XElement("ol", new XAttribute("class", "cards small"), Enumerable.Range(0, Math.Min(VectorsShown, component.Pairs.Values.Count)).Select(pair => Card(component, place, pair))));

    private XElement Card(SvdComponent component, int place, int pair)
    {
        var value = component.Pairs.Values[pair];
        return new XElement(
            "li",
            new XAttribute("class", "card"),
            new XElement("dl", new XAttribute("class", value < 0 ? "negative" : "positive"), new XElement("div", new XElement("dt", $"λ, no. {pair + 1}"), new XElement("dd", Reports.Figures.Signed(value)))),
            _pictures.Vector(
                component.Pictures.Row(pair), PictureSize, $"Eigenvector {pair + 1} of component {place + 1}, λ = {Reports.Figures.Signed(value)}: blue is positive, red negative.",
                FormattableString.Invariant($"{File}.component.{place + 1}.eigenvector.{pair + 1}")));
    }

    private string Seen() => components.Path switch
    {
        { Input.Count: 0 } => "",
        { FromInput: true, Before.Count: 0 } => ", seen in the model's input",
        _ => ", seen through the linear layers before it",
    };

    // The strongest output weights, in the order of the outputs.
    private XElement Weights(SvdComponent component, int place)
    {
        int[] strongest = [.. Enumerable.Range(0, component.Left.Count).OrderByDescending(output => Math.Abs(component.Left[output])).Take(WeightsShown).Order()];
        return FigureFiles.Mark(new XElement("figure", new XElement("div", new XAttribute("class", "scroll"), new XElement(
            "table",
            new XAttribute("class", "weights"),
            new XElement("tbody", new XElement("tr", strongest.Select(output => new XElement(
                "td",
                new XElement("div", new XAttribute("class", "weight"), new XAttribute("style", Shade(component.Left[output])), Reports.Figures.Signed(component.Left[output])),
                new XElement("small", contents.NameOf(components, component.Left.Count, output)))))))), new XElement("figcaption", strongest.Length < component.Left.Count ? $"The {strongest.Length} largest of the {component.Left.Count} output weights l of component {place + 1}." : $"The output weights l of component {place + 1}.")),
            new FigureFile(FormattableString.Invariant($"{File}.component.{place + 1}.weights.csv"), $"The output weights l of component {place + 1}.", () => Csv.Write(
                ["output", "weight"], component.Left.Select((weight, output) => (IEnumerable<object?>)[contents.NameOf(components, component.Left.Count, output), weight]))));
    }

    private static string Shade(double weight)
    {
        var (red, green, blue) = DivergingColors.Of(weight);
        return $"background: rgb({red}, {green}, {blue}); color: {(Math.Abs(weight) > 0.5 ? "#ffffff" : "#1d1f23")}";
    }
}
