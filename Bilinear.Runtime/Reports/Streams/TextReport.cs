using System.Xml.Linq;
using Bilinear.Reports.Files;
using Bilinear.Reports.Streams;

namespace Bilinear.Reports;

/// <summary>
/// Writes what a model of texts does as one HTML file that is readable offline and without scripts, in light and dark colour schemes: its bilinear layers along directions among the
/// logits, in tokens and on texts. It has at most five million bytes: what would make it larger is left out, and the page says so.
/// </summary>
public static class TextReport
{
    /// <summary>Writes the page to a file; where that fails, an older file at the path stays as it was.</summary>
    /// <param name="path">The file.</param>
    /// <param name="contents">What the page shows.</param>
    /// <param name="figures">A folder for the page's figures as files of their own, as <see cref="WriteFigures"/> writes them; null for none. They come after the page: where that cannot be written, they are not either.</param>
    /// <exception cref="ArgumentException">There is nothing to show, or there is not one text for each token.</exception>
    /// <exception cref="IOException">The file or the folder cannot be written.</exception>
    public static void Write(string path, TextReportContents contents, string? figures = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var (page, html) = Build(contents);
        Report.Write(path, page, html, figures);
    }

    /// <summary>Writes the charts of the page as <c>NAME.svg</c>, with their numbers, the table of spectra and the tokens of each vector as CSV, and <c>index.csv</c>, which lists them.</summary>
    /// <param name="folder">A folder that is not there yet, is empty, or was written by this method and then holds nothing else: such a one is replaced.</param>
    /// <param name="contents">What the page shows.</param>
    /// <exception cref="ArgumentException">There is nothing to show, or there is not one text for each token.</exception>
    /// <exception cref="IOException">The folder cannot be written, or holds other files; what was there is as it was.</exception>
    public static void WriteFigures(string folder, TextReportContents contents)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Report.Save(folder, FigureFiles.Of(Build(contents).Page));
    }

    /// <summary>Renders the page as text.</summary>
    /// <exception cref="ArgumentException">There is nothing to show, or there is not one text for each token.</exception>
    public static string Render(TextReportContents contents) => Build(contents).Html;

    private static (XElement Page, string Html) Build(TextReportContents contents)
    {
        ArgumentNullException.ThrowIfNull(contents);
        if (contents.Analysis is null || contents.Spectra is null || contents.Spectra.Any(spectrum => spectrum is null))
            throw new ArgumentException("The analysis, the spectra, or one of them, is null.", nameof(contents));
        if (contents.Spectra.Count == 0)
            throw new ArgumentException("There is nothing to show: give at least one spectrum.", nameof(contents));
        if (contents.Activations is { } read && read.Layers.Count != contents.Spectra.Count)
            throw new ArgumentException($"The activations are of {read.Layers.Count} spectra, and there are {contents.Spectra.Count}: measure those that are shown.", nameof(contents));
        return TextReportPage.Of(contents);
    }
}
