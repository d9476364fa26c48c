using System.Xml.Linq;
using Bilinear.Data;
using Bilinear.Reports.Entries;
using Bilinear.Reports.Files;
using Bilinear.Reports.Images;
using Bilinear.Spectral;

namespace Bilinear.Reports;

/// <summary>The part of the page on one entry of a <c>decompose</c> block.</summary>
internal abstract class ReportEntry(Decomposition decomposition, string file)
{
    /// <param name="place">The entry's index on the page, which the names of its anchors contain.</param>
    /// <param name="scale">The scale of pictures in the model's input.</param>
    /// <exception cref="ArgumentException">No page exists for this kind of decomposition.</exception>
    public static ReportEntry Of(Decomposition decomposition, ReportContents contents, int place, PictureScale scale) => decomposition switch
    {
        EigenSpectra spectra => new EigenEntry(spectra, contents, place == 0 ? "" : $"entry-{place}-", FileOf(contents, place), scale),
        SpectralTree tree => new TreeEntry(tree, contents, FileOf(contents, place), scale),
        SvdSpectra components => new SvdEntry(components, contents, FileOf(contents, place), scale),
        _ => throw new ArgumentException($"There is no page for a {decomposition.GetType().Name}.", nameof(decomposition)),
    };

    /// <summary>What the names of the entry's files begin with: the layer's name, and from its second entry of one kind on their number.</summary>
    protected string File => file;

    private static string FileOf(ReportContents contents, int place)
    {
        var entry = contents.Entries[place];
        var before = contents.Entries.Take(place).Count(other => other.GetType() == entry.GetType() && string.Equals(FigureFiles.Stem(other.Name), FigureFiles.Stem(entry.Name), StringComparison.OrdinalIgnoreCase));
        return $"{FigureFiles.Stem(entry.Name)}{(before == 0 ? "" : FormattableString.Invariant($"-{before + 1}"))}";
    }

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

    protected static string Describe(DataSet data) => HtmlPage.Describe(data);
}
