using System.Text;
using System.Xml.Linq;
using Bilinear.Serialization.Files;
using Bilinear.Text;

namespace Bilinear.Reports;

/// <summary>Writes the decompositions of a model as one HTML file that is readable offline and without scripts, in light and dark colour schemes.</summary>
public static class Report
{
    /// <summary>Writes the page to a file; where that fails, an older file at the path stays as it was.</summary>
    /// <exception cref="ArgumentException">There is nothing to show, or the number of names is not the number of outputs.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, ReportContents contents)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var html = Encoding.UTF8.GetBytes(Render(contents));
        AtomicFile.Write(path, stream => stream.Write(html));
    }

    /// <summary>Renders the page as text.</summary>
    /// <exception cref="ArgumentException">There is nothing to show, or the number of names is not the number of outputs.</exception>
    public static string Render(ReportContents contents)
    {
        ArgumentNullException.ThrowIfNull(contents);
        if (contents.Entries is null || contents.Entries.Any(entry => entry is null))
            throw new ArgumentException("The entries, or one of them, are null.", nameof(contents));
        if (contents.Entries.Count == 0)
            throw new ArgumentException("There is nothing to show: give at least one decomposition.", nameof(contents));
        var outputs = contents.Entries[0].Model.Outputs.Sum(output => output.Count);
        if (contents.OutputNames.Count is var names && names != 0 && names != outputs)
            throw new ArgumentException($"There are {names} names for {outputs} outputs: give one for each, or none.", nameof(contents));
        var page = new ReportPage(contents).Build();
        Clean(page);
        return $"<!DOCTYPE html>\n{page.ToString(SaveOptions.DisableFormatting)}\n";
    }

    // Names of data and files, metadata, a program's comments: a page cannot hold a control character, nor should a name turn its text around.
    private static void Clean(XElement page)
    {
        foreach (var text in page.DescendantNodes().OfType<XText>())
            text.Value = ForeignText.CleanLines(text.Value);
        foreach (var attribute in page.DescendantsAndSelf().Attributes())
            attribute.Value = ForeignText.Clean(attribute.Value);
    }
}
