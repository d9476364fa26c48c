using System.Xml.Linq;
using Bilinear.Data;
using Bilinear.Reports.Entries;
using Bilinear.Spectral;

namespace Bilinear.Reports;

/// <summary>What the page shows of one entry of a <c>decompose</c> block.</summary>
internal abstract class ReportEntry(Decomposition decomposition)
{
    /// <param name="place">Among the page's entries: anchors have it in their names.</param>
    /// <exception cref="ArgumentException">It is of a kind that no page is for.</exception>
    public static ReportEntry Of(Decomposition decomposition, ReportContents contents, int place) => decomposition switch
    {
        EigenSpectra spectra => new EigenEntry(spectra, contents, place == 0 ? "" : $"entry-{place}-"),
        SpectralTree tree => new TreeEntry(tree, contents),
        SvdSpectra components => new SvdEntry(components, contents),
        _ => throw new ArgumentException($"There is no page for a {decomposition.GetType().Name}.", nameof(decomposition)),
    };

    public XElement Build() => new(
        "div",
        new XElement("h2", new XAttribute("class", "entry"), Title),
        Body(),
        decomposition.Caveat is null ? null : Panel("What is not exact", new XElement("p", decomposition.Caveat), "panel notice"),
        Details());

    /// <summary>For the head of the page.</summary>
    public abstract IEnumerable<(string Value, string Meaning)> Figures();

    /// <summary>For the table at its end.</summary>
    public abstract IEnumerable<KeyValuePair<string, string>> Facts();

    protected abstract string Title { get; }

    /// <summary>How to read it, before what is not exact.</summary>
    protected abstract XElement Body();

    protected abstract IEnumerable<XElement?> Details();

    protected static XElement Panel(string title, object content, string kind = "panel") =>
        new("div", new XAttribute("class", kind), new XElement("h3", title), content);

    protected static XElement Scale() =>
        new("div", new XAttribute("class", "scale"), "negative", new XElement("i", string.Empty), "positive; zero is white, each picture has its own scale");

    protected static string Told(DataSet data) => $"{data.Name}, {Reports.Figures.Count(data.Count)} samples, SHA-256 {data.Checksum}";
}
