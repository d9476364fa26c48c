using System.Text;
using System.Xml.Linq;
using Bilinear.Serialization.Files;
using Bilinear.Text;

namespace Bilinear.Reports;

/// <summary>A model taken apart as one HTML file: readable offline, without scripts, by day and by night.</summary>
public static class Report
{
    /// <summary>Writes the file, or leaves what was there as it was.</summary>
    /// <exception cref="ArgumentException">There is nothing to show, or there are names, but not one for each output.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, ReportContents contents)
    {
        var html = Encoding.UTF8.GetBytes(Render(contents));
        AtomicFile.Write(path, stream => stream.Write(html));
    }

    /// <summary>The page's text.</summary>
    /// <inheritdoc cref="Write"/>
    public static string Render(ReportContents contents)
    {
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
