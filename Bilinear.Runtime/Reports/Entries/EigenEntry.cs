using System.Xml.Linq;
using Bilinear.Data;
using Bilinear.Reports.Charts;
using Bilinear.Reports.Files;
using Bilinear.Reports.Images;
using Bilinear.Spectral;
using Bilinear.Training.Loop;

namespace Bilinear.Reports.Entries;

/// <summary>The spectra of a layer's rows and of further directions: how to read them, an overview in pictures and in numbers, and a section for each.</summary>
/// <param name="anchor">The prefix of the names of the entry's anchors.</param>
/// <param name="file">The beginning of the names of its files.</param>
/// <param name="scale">The scale of pictures in the model's input.</param>
internal sealed class EigenEntry(EigenSpectra spectra, ReportContents contents, string anchor, string file, PictureScale scale) : ReportEntry(spectra, file)
{
    // Rows that have a section; directions, which were asked for by name, all have one.
    private const int RowsShown = 100;

    private readonly (EigenSpectrum Spectrum, string Name, string Anchor)[] _shown =
    [
        .. spectra.Take(RowsShown).Select(spectrum => (spectrum, contents.NameOf(spectra, spectra.Count, spectrum.Output), $"{anchor}output-{spectrum.Output}")),
        .. spectra.Directions.Select((spectrum, place) => (spectrum, spectrum.Direction.Name, $"{anchor}direction-{place}")),
    ];

    private readonly Pictures _pictures = Pictures.Of(spectra, spectra[0].Pictures.Columns, scale);

    private readonly ShownPairs _pairs = new(spectra, Math.Min(RowsShown, spectra.Count) + spectra.Directions.Count);

    protected override string Title => $"The eigenvectors of {spectra.Name}";

    public override IEnumerable<(string Value, string Meaning)> Figures() =>
        [(Reports.Figures.Plain(spectra.Average(spectrum => spectrum.EffectiveRank)), spectra.Count == 1
            ? $"effective rank of a spectrum of {Reports.Figures.Count(spectra[0].AllValues.Count, "eigenvalue")}"
            : $"mean effective rank of {Reports.Figures.Count(spectra.Count)} spectra of {Reports.Figures.Count(spectra[0].AllValues.Count, "eigenvalue")} each")];

    public override IEnumerable<KeyValuePair<string, string>> Facts()
    {
        yield return new("decomposed layer", spectra.Name);
        yield return new("basis", spectra.Basis == SpectrumBasis.Latent ? "latent (the bilinear layer's input)" : "input (the model's input)");
        yield return new("bias", spectra.Bias == BiasTreatment.Separate ? "linear and constant part apart from the spectra" : "appended to the input as a coordinate that is 1");
        if (spectra.Data is { } data)
            yield return new(spectra.Order == SpectrumOrder.MeanActivation ? "ordered and signed on" : "signed on", Describe(data));
    }

    protected override XElement Body()
    {
        var order = spectra.Order switch
        {
            SpectrumOrder.Value => "Vectors are sorted by eigenvalue, the most positive first",
            SpectrumOrder.Magnitude => "Vectors are sorted by the absolute value of their eigenvalue",
            _ => $"Vectors are sorted by the absolute value of their mean activation, λ · mean (v·h)², on “{spectra.Data!.Name}”",
        };
        return Panel("How to read this", new object[]
        {
            new XElement("p", $"Every output{(spectra.IsCheckable ? spectra.Model.Outputs.Count == 1 ? " of this model" : $" of {spectra.Output!.Name}" : $" of {spectra.Name}")} is a sum over eigenvectors v of λ(v·h)²: an input {(_pictures.AreBars ? "that goes the way of the bars, or the opposite way," : "that looks like a picture, or like its negative,")} moves the output by λ times the squared likeness, up for a positive λ and down for a negative one. {(HasAffinePart ? "A linear and a constant part stand beside the sum, as the last card of each. " : "")}", PicturesAre()),
            new XElement("p", $"{order}. {SignOf()}"),
            new XElement("p", "The share of a spectrum is Σ|λ| of its eigenvectors that are shown here, over Σ|λ| of all of them."),
            LeftOut() is { Length: > 0 } leftOut ? new XElement("p", new XAttribute("class", "left-out"), leftOut) : "",
            _pictures.Legend(),
        });
    }

    /// <summary>The labels of the data that the spectra were made with; null without data or labels.</summary>
    public static DataTarget? LabelsOf(EigenSpectra spectra) =>
        spectra.Data is { } data ? DataCheck.LabelsOf(spectra.Model, spectra.Port ?? 0, data) : null;

    /// <summary>What row <paramref name="output"/> of the spectra should be for a sample of their data: its class, or its number; empty where that is not known.</summary>
    public static string TargetOf(EigenSpectra spectra, int output, int sample)
    {
        if (LabelsOf(spectra) is { } labels)
            return spectra.Data!.ClassName(labels.Labels[sample]);
        return output >= 0 && spectra is { Data: { } data, Output: { } port } && DataCheck.Find(spectra.Model, port, data) is { Classes: 0 } target && target.Length == port.Count
            ? Reports.Figures.Plain(target.Values[(sample * target.Length) + output])
            : "";
    }

    // The meaning of a picture depends on the basis and on the layers before the bilinear one. Pictures leave out the coordinate of an appended 1.
    private object[] PicturesAre()
    {
        var (path, (one, many)) = (spectra.Path, _pictures.Called);
        var orthogonal = spectra.Bias == BiasTreatment.Append
            ? $"; the last coordinate, of the appended 1, is left out, so {many} need not be orthogonal to each other."
            : $"; the {many} of one output are orthogonal to each other.";
        if (spectra.Basis == SpectrumBasis.Input)
            return [$"Each {one} is an eigenvector in {(path.Before.Count == 0 ? "the model's input" : "the output of the bilinear layer before this one")}{orthogonal}"];
        if (path.Input.Count > 0)
        {
            var seen = $"Each {one} is an eigenvector of the bilinear layer's input seen through ";
            var rest = $"ᵀv; in this basis {many} are not orthogonal to each other.";
            return path.Input.Count > 1
                ? [$"{seen}the linear layers before it, whose product is W", new XElement("sub", "e"), ", as W", new XElement("sub", "e"), rest]
                : [$"{seen}{(path.Before.Count == 0 ? "the embedding" : "the linear layer before it")}, W", new XElement("sub", "e"), rest];
        }

        var input = path switch
        {
            { FromInput: true, Before.Count: 0 } => "the bilinear layer's input, which is the model's input itself",
            { FromInput: true } => "the bilinear layer's input, which is the output of the bilinear layer before it",
            _ => "the bilinear layer's input, whatever the layers before it compute",
        };
        return [$"Each {one} is an eigenvector in {input}{orthogonal}"];
    }

    private string SignOf()
    {
        const string Free = "A vector's sign is free; it is set so that";
        if (spectra.Data is not { } data)
            return $"{Free} its largest component is positive.";
        var (target, agree) = (LabelsOf(spectra) is null ? "" : "its label and ", $"those of “{data.Name}” that it responds to most strongly, agree with it in the mean.");
        return _pictures.AreBars
            ? $"{Free} the samples beside it, {agree} A sample has its number, counted from 0, {(target.Length == 0 && TargetOf(spectra, 0, 0).Length > 0 ? "its target and " : target)}its activation λ(v·h)²; a pointer on it shows its inputs as the model sees them."
            : $"{Free} the inputs beside it, {agree} Under each input stands {target}its activation λ(v·h)².";
    }

    private string LeftOut()
    {
        var rows = spectra.Count <= RowsShown ? "" : $"The first {RowsShown} of the {Reports.Figures.Count(spectra.Count)} outputs have a section; the others have their numbers in the table, and a section where the decompose block names them in a `direction`.";
        return string.Join(' ', new[] { _pairs.LeftOut ?? "", rows }.Where(sentence => sentence.Length > 0));
    }

    protected override IEnumerable<XElement?> Details() =>
    [
        new Glance(_pictures, _shown).Build(),
        Overview(),
        Truncated(),
        .. _shown.Select(shown => new OutputSection(spectra, shown.Spectrum, _pairs, _pictures, (shown.Name, shown.Anchor, $"{File}.{shown.Anchor[anchor.Length..].Replace("output-", "", StringComparison.Ordinal)}"), output => contents.NameOf(spectra, spectra.Count, output)).Build()),
    ];

    private bool HasAffinePart => _shown.Any(shown => shown.Spectrum.Constant != 0 || shown.Spectrum.Linear.Any(value => value != 0));

    // Only a model that is the sum of its eigenvectors can be cut to few of them, and only labels say what that costs.
    private XElement? Truncated()
    {
        if (!spectra.IsWholeModel || !ReportContents.HasAnswers(spectra, spectra.Count) || contents.TestData is not { } test || DataCheck.LabelsOf(spectra.Model, spectra.Port!.Value, test) is null)
            return null;
        var curve = Truncation.Curve(spectra, TruncationRule.Magnitude, test);
        TruncationPoint[] points = [.. ChartAxis.Steps(curve.Count).Select(curve.Keeping)];
        return Panel($"What few eigenvectors are worth on “{test.Name}”", new CurveChart(
            "Accuracy, and the share of samples with the whole model's answer, when each output keeps its k eigenvectors of largest |λ|, over k.",
            ChartAxis.Counts("eigenvector", " per output", [.. points.Select(point => point.Kept)]),
            new("accuracy", "first", points.Select(point => point.Accuracy)),
            new("same answer", "second", points.Select(point => point.Agreement))).OnPage($"{File}.kept"));
    }

    private XElement Overview()
    {
        (EigenSpectrum Spectrum, object Heading)[] rows =
        [
            .. _shown.Take(Math.Min(RowsShown, spectra.Count)).Select(shown => (shown.Spectrum, Link(shown.Name, shown.Anchor))),
            .. spectra.Skip(RowsShown).Select(spectrum => (spectrum, (object)contents.NameOf(spectra, spectra.Count, spectrum.Output))),
            .. _shown.Skip(Math.Min(RowsShown, spectra.Count)).Select(shown => (shown.Spectrum, Link(shown.Name, shown.Anchor))),
        ];
        var hasConstants = rows.Any(row => row.Spectrum.Constant != 0);
        return FigureFiles.Mark(Panel("The spectra in numbers", Table.Of(
            [spectra.Directions.Count > 0 ? "output or direction" : "output", "effective rank", "largest λ", "smallest λ", _pairs.Count == 1 ? "share of the one shown" : $"share of the {_pairs.Count} shown", hasConstants ? "constant" : null],
            rows.Select(row => (row.Heading, (IEnumerable<string?>)
            [
                Reports.Figures.Plain(row.Spectrum.EffectiveRank),
                Reports.Figures.Signed(row.Spectrum.AllValues[^1]),
                Reports.Figures.Signed(row.Spectrum.AllValues[0]),
                Reports.Figures.Percent(_pairs.ShareOf(row.Spectrum)),
                hasConstants ? Reports.Figures.Signed(row.Spectrum.Constant) : null,
            ]))), "panel scroll"), new FigureFile($"{File}.spectra.csv", "The spectra in numbers.", () => Csv.Write(
                ["output", "effective rank", "largest eigenvalue", "smallest eigenvalue", "share of the shown", "constant"],
                rows.Select(row => (IEnumerable<object?>)[row.Heading is XElement link ? link.Value : row.Heading, row.Spectrum.EffectiveRank, row.Spectrum.AllValues[^1], row.Spectrum.AllValues[0], _pairs.ShareOf(row.Spectrum), row.Spectrum.Constant]))));
    }

    private static object Link(string name, string anchor) => new XElement("a", new XAttribute("href", $"#{anchor}"), name);
}
