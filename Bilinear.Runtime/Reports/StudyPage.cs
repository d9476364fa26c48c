using System.Xml.Linq;

namespace Bilinear.Reports;

/// <summary>
/// A page on a study of one's own: numbers, then sections of sentences, tables, charts and pictures as the reports draw them. It is one HTML file, readable
/// offline and without scripts, in light and dark colour schemes.
/// </summary>
public sealed class StudyPage
{
    private readonly string _title;
    private readonly string _summary;
    private readonly List<XElement> _numbers = [];
    private readonly List<StudySection> _sections = [];

    /// <param name="title">The heading.</param>
    /// <param name="summary">A sentence below it.</param>
    public StudyPage(string title, string summary)
    {
        ArgumentException.ThrowIfNullOrEmpty(title);
        ArgumentNullException.ThrowIfNull(summary);
        (_title, _summary) = (title, summary);
    }

    /// <summary>Puts a number that sums the study up below the heading.</summary>
    /// <param name="value">The number as it is written, with its unit.</param>
    /// <param name="meaning">What it is, in a few words.</param>
    public StudyPage Number(string value, string meaning)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(meaning);
        _numbers.Add(HtmlPage.Figure(value, meaning));
        return this;
    }

    /// <summary>Adds a section below the others.</summary>
    /// <param name="title">Its heading.</param>
    /// <param name="beside">A sentence beside the heading; empty for none.</param>
    public StudySection Section(string title, string beside = "")
    {
        ArgumentException.ThrowIfNullOrEmpty(title);
        ArgumentNullException.ThrowIfNull(beside);
        var section = new StudySection(title, beside, _sections.Count + 1);
        _sections.Add(section);
        return section;
    }

    /// <summary>Writes the page to a file; where that fails, an older file at the path stays as it was.</summary>
    /// <param name="path">The file.</param>
    /// <param name="figures">A folder for its charts, drawings and pictures as files of their own, as <see cref="Report.WriteFigures"/> writes them; null for none.</param>
    /// <exception cref="IOException">The file or the folder cannot be written.</exception>
    public void Write(string path, string? figures = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var page = Build();
        Report.Write(path, page, HtmlPage.Render(page), figures);
    }

    /// <summary>Renders the page as text.</summary>
    public string Render() => HtmlPage.Render(Build());

    private XElement Build() => HtmlPage.Of(
        _title, new XElement("footer", new XElement("p", $"Bilinear {Origin.Version}")), HtmlPage.Header(_title, _summary, _numbers), [.. _sections.Select(section => section.Build())]);
}
