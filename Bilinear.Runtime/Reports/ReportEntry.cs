using System.Xml.Linq;
using Bilinear.Data;
using Bilinear.Reports.Entries;
using Bilinear.Spectral;

namespace Bilinear.Reports;

/// <summary>The part of the page on one entry of a <c>decompose</c> block.</summary>
internal abstract class ReportEntry(Decomposition decomposition)
{
    /// <param name="place">The entry's index on the page, which the names of its anchors contain.</param>
    /// <exception cref="ArgumentException">No page exists for this kind of decomposition.</exception>
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
        decomposition.Caveat is null ? null : Panel("What is not exact", new XElement("p", HtmlPage.Prose(decomposition.Caveat)), "panel notice"),
        Details());

    /// <summary>The figures for the head of the page.</summary>
    public abstract IEnumerable<(string Value, string Meaning)> Figures();

    /// <summary>The rows for the table at the end of the page.</summary>
    public abstract IEnumerable<KeyValuePair<string, string>> Facts();

    protected abstract string Title { get; }

    /// <summary>The explanation of the entry, which stands before the notice of what is not exact.</summary>
    protected abstract XElement Body();

    protected abstract IEnumerable<XElement?> Details();

    protected static XElement Panel(string title, object content, string kind = "panel") => HtmlPage.Panel(title, content, kind);

    protected static XElement Scale() => HtmlPage.Scale();

    protected static string Describe(DataSet data) => HtmlPage.Describe(data);
}
