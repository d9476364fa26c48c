using System.Xml.Linq;
using Bilinear.Reports.Files;
using Bilinear.Serialization.Files;

namespace Bilinear.Reports;

/// <summary>Writes the decompositions of a model as one HTML file that is readable offline and without scripts, in light and dark colour schemes.</summary>
public static class Report
{
    /// <summary>Writes the page to a file; where that fails, an older file at the path stays as it was.</summary>
    /// <param name="path">The file.</param>
    /// <param name="contents">What the page shows.</param>
    /// <param name="figures">A folder for the page's figures as files of their own, as <see cref="WriteFigures"/> writes them; null for none. They come after the page: where that cannot be written, they are not either.</param>
    /// <exception cref="ArgumentException">There is nothing to show, or the number of names is not the number of outputs.</exception>
    /// <exception cref="IOException">The file or the folder cannot be written.</exception>
    public static void Write(string path, ReportContents contents, string? figures = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var page = Build(contents);
        Write(path, page, HtmlPage.Render(page), figures);
    }

    /// <summary>
    /// Writes the figures of the page as files of their own: each chart and each drawing of a tree as <c>NAME.svg</c>, the numbers behind it as <c>NAME.csv</c>, each
    /// table of numbers as CSV, each picture of a vector as PNG with one pixel for each value, and <c>index.csv</c>, which lists them.
    /// </summary>
    /// <param name="folder">A folder that is not there yet, is empty, or was written by this method and then holds nothing else: such a one is replaced.</param>
    /// <param name="contents">What the page shows.</param>
    /// <exception cref="ArgumentException">There is nothing to show, or the number of names is not the number of outputs.</exception>
    /// <exception cref="IOException">The folder cannot be written, or holds other files; what was there is as it was.</exception>
    public static void WriteFigures(string folder, ReportContents contents)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Save(folder, FigureFiles.Of(Build(contents)));
    }

    /// <summary>Renders the page as text.</summary>
    /// <exception cref="ArgumentException">There is nothing to show, or the number of names is not the number of outputs.</exception>
    public static string Render(ReportContents contents) => HtmlPage.Render(Build(contents));

    /// <summary>Writes a page, and its figures into a folder of their own: where the page cannot be written, they are not either.</summary>
    /// <param name="html">The page as text.</param>
    /// <param name="figures">The folder; null for none.</param>
    internal static void Write(string path, XElement page, string html, string? figures)
    {
        CheckFigures(figures);
        HtmlPage.Write(path, html);
        if (figures is not null)
            Save(figures, FigureFiles.Of(page));
    }

    /// <summary>Refuses a folder that figures cannot be written to, before any work is done.</summary>
    /// <exception cref="IOException">It holds other files, or is a file.</exception>
    internal static void CheckFigures(string? folder)
    {
        if (folder is not null)
            AtomicFolder.Check(folder, FigureFiles.Index, FigureFiles.Header);
    }

    /// <summary>Writes the files of a page into a folder that <see cref="CheckFigures"/> takes.</summary>
    internal static void Save(string folder, IReadOnlyList<FigureFile> files) => AtomicFolder.Write(folder, FigureFiles.Index, FigureFiles.Header, [.. files.Select(file => (file.Name, file.Content()))]);

    private static XElement Build(ReportContents contents)
    {
        ArgumentNullException.ThrowIfNull(contents);
        if (contents.Entries is null || contents.Entries.Any(entry => entry is null))
            throw new ArgumentException("The entries, or one of them, are null.", nameof(contents));
        if (contents.Entries.Count == 0)
            throw new ArgumentException("There is nothing to show: give at least one decomposition.", nameof(contents));
        var outputs = contents.Entries[0].Model.Outputs.Sum(output => output.Count);
        if (contents.OutputNames.Count is var names && names != 0 && names != outputs)
            throw new ArgumentException($"There are {names} names for {outputs} outputs: give one for each, or none.", nameof(contents));
        return new ReportPage(contents).Build();
    }
}
