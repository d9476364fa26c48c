using System.Xml.Linq;
using Bilinear.Data;
using Bilinear.Reports.Charts;
using Bilinear.Reports.Entries;
using Bilinear.Reports.Images;
using Bilinear.Spectral;

namespace Bilinear.Reports;

/// <summary>One section of a <see cref="StudyPage"/>; what is added stands in the order in which it was.</summary>
public sealed class StudySection
{
    private const int PictureSize = 96;

    private readonly string _title;
    private readonly string _beside;
    private readonly int _number;
    private readonly List<object> _content = [];

    internal StudySection(string title, string beside, int number) => (_title, _beside, _number) = (title, beside, number);

    // Names of files are unique on a page.
    private string File => FormattableString.Invariant($"{_number}.{_content.Count + 1}");

    /// <summary>Adds a paragraph; names stand between backticks.</summary>
    public StudySection Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Add(new XElement("p", HtmlPage.Prose(text)));
    }

    /// <summary>Adds a table of texts; the first cell of a row is its heading.</summary>
    /// <exception cref="ArgumentException">A row has another number of cells than there are columns.</exception>
    public StudySection Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Any(row => row is null || row.Count != columns.Count))
            throw new ArgumentException($"A row has another number of cells than the {columns.Count} columns.", nameof(rows));
        return Add(new XElement("div", new XAttribute("class", "panel scroll"), Reports.Table.Of(columns, rows.Select(row => ((object)row[0], row.Skip(1).Select(string? (cell) => cell))))));
    }

    /// <summary>Adds a chart of shares from 0 to 1 over numbers, with a band where the values have intervals.</summary>
    /// <param name="caption">A sentence below it.</param>
    /// <param name="unit">What the numbers are: it stands below the axis.</param>
    /// <param name="at">The numbers, ascending.</param>
    /// <param name="curves">One to three curves, each with a value for each number.</param>
    /// <exception cref="ArgumentException">There are no numbers, there are more curves than three, or a curve has more or fewer values than there are numbers.</exception>
    public StudySection Curves(string caption, string unit, IReadOnlyList<double> at, params IReadOnlyList<StudyCurve> curves)
    {
        ArgumentNullException.ThrowIfNull(caption);
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(at);
        ArgumentNullException.ThrowIfNull(curves);
        return Chart(caption, at.Count, () => ChartAxis.Numbers(unit, at), curves);
    }

    /// <summary>Adds a chart of shares from 0 to 1 over counts, on a logarithmic axis.</summary>
    /// <param name="caption">A sentence below it.</param>
    /// <param name="one">What is counted, in the singular: <c>eigenvector</c>.</param>
    /// <param name="counts">The counts, ascending from 0 or more.</param>
    /// <param name="curves">One to three curves, each with a value for each count.</param>
    /// <exception cref="ArgumentException">There are no counts, there are more curves than three, or a curve has more or fewer values than there are counts.</exception>
    public StudySection CountCurves(string caption, string one, IReadOnlyList<int> counts, params IReadOnlyList<StudyCurve> curves)
    {
        ArgumentNullException.ThrowIfNull(caption);
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(curves);
        return Chart(caption, counts.Count, () => ChartAxis.Counts(one, "", counts), curves);
    }

    /// <summary>Adds the spectrum of an output or direction as bars.</summary>
    /// <param name="name">What it is the spectrum of.</param>
    /// <param name="marked">The kept pairs that are in full colour.</param>
    public StudySection Spectrum(EigenSpectrum spectrum, string name, params IReadOnlyList<int> marked)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(marked);
        return Add(SpectrumChart.Of(spectrum, marked, name).OnPage(File));
    }

    /// <summary>Adds eigenvectors as cards: name, value, mean activation, picture, and the inputs that each responds to most.</summary>
    /// <param name="spectra">The decomposition that they are of.</param>
    /// <param name="shown">For each card the spectrum, the name of what it is the spectrum of, and the index of a kept pair.</param>
    /// <exception cref="ArgumentOutOfRangeException">A pair is not kept.</exception>
    public StudySection Eigenvectors(EigenSpectra spectra, params IReadOnlyList<(EigenSpectrum Spectrum, string Name, int Pair)> shown)
    {
        ArgumentNullException.ThrowIfNull(spectra);
        ArgumentNullException.ThrowIfNull(shown);
        foreach (var (spectrum, _, pair) in shown)
            spectrum.Check(pair, nameof(shown));
        var scale = PictureScale.Of(spectra.Data);
        return Add(new XElement("ol", new XAttribute("class", "cards spaced"), shown.Select((each, place) =>
            new EigenCards(spectra, each.Spectrum, Pictures.Of(spectra, each.Spectrum.Pictures.Columns, scale), each.Name, FormattableString.Invariant($"{File}.{place + 1}")) { AreNamed = true }.Of(each.Pair))));
    }

    /// <summary>Adds vectors over the input as small pictures, each with a name: blue is positive, red negative, each on its own scale.</summary>
    /// <param name="like">Data whose samples have the shape of the vectors; its pixels that vary set the scale.</param>
    /// <exception cref="ArgumentException">A vector has another length than the samples.</exception>
    public StudySection Vectors(DataSet like, params IReadOnlyList<(string Name, IReadOnlyList<double> Vector)> vectors)
    {
        ArgumentNullException.ThrowIfNull(like);
        ArgumentNullException.ThrowIfNull(vectors);
        if (vectors.Any(vector => vector.Vector.Count != like.SampleLength))
            throw new ArgumentException($"A vector has another length than the samples of {like.Name}, which have {like.SampleLength} numbers.", nameof(vectors));
        var pictures = new Pictures(PictureShape.Of(like.SampleShape), PictureScale.Of(like));
        return Small(vectors.Select(vector => (vector.Name, pictures.Vector([.. vector.Vector], PictureSize, $"{vector.Name}: blue is positive, red negative."))));
    }

    /// <summary>Adds samples in shades of grey, each with a name.</summary>
    /// <param name="like">Data whose samples have the shape of these.</param>
    /// <exception cref="ArgumentException">A sample has another length.</exception>
    public StudySection Samples(DataSet like, params IReadOnlyList<(string Name, IReadOnlyList<float> Sample)> samples)
    {
        ArgumentNullException.ThrowIfNull(like);
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Any(sample => sample.Sample.Count != like.SampleLength))
            throw new ArgumentException($"A sample has another length than those of {like.Name}, which have {like.SampleLength} numbers.", nameof(samples));
        var pictures = new Pictures(PictureShape.Of(like.SampleShape), PictureScale.Own);
        return Small(samples.Select(sample => (sample.Name, pictures.Sample([.. sample.Sample], PictureSize, sample.Name))));
    }

    /// <summary>Adds a drawing of the tree of one output, down to pictures.</summary>
    /// <param name="output">The index of the output.</param>
    /// <param name="name">What it is called.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tree has no such output.</exception>
    public StudySection Tree(SpectralTree tree, int output, string name)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(name);
        if (output < 0 || output >= tree.Outputs)
            throw new ArgumentOutOfRangeException(nameof(output), output, $"The tree has {tree.Outputs} outputs, counted from 0.");
        var pictures = Pictures.Of(tree, tree.Nodes.FirstOrDefault(node => node.IsLeaf)?.Picture.Count ?? 0, PictureScale.Of(tree.Data));
        return Add(new TreeDrawing(tree, pictures).Draw(tree.Nodes[output], name, File));
    }

    internal XElement Build() => HtmlPage.Section(_title, _beside, [.. _content]);

    private StudySection Chart(string caption, int places, Func<ChartAxis> axis, IReadOnlyList<StudyCurve> curves)
    {
        if (places == 0 || curves.Any(curve => curve.Values.Count != places))
            throw new ArgumentException("A curve has a value for each number, and there is at least one number.", nameof(curves));
        if (curves.Count > StudyCurve.Styles.Length)
            throw new ArgumentException($"A chart shows up to {StudyCurve.Styles.Length} curves, and here are {curves.Count}: make two charts.", nameof(curves));
        return Add(new CurveChart(caption, axis(), [.. curves.Select((curve, place) => new Curve(curve.Name, StudyCurve.Styles[place], curve.Values))]).OnPage(File));
    }

    private StudySection Small(IEnumerable<(string Name, XElement Picture)> pictures) => Add(new XElement(
        "ol",
        new XAttribute("class", "cards small spaced"),
        pictures.Select(each => new XElement("li", new XAttribute("class", "card"), new XElement("figure", each.Picture, new XElement("figcaption", each.Name))))));

    private StudySection Add(params ReadOnlySpan<object> content)
    {
        _content.AddRange(content);
        return this;
    }
}
