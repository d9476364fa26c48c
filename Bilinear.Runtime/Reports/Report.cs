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
        HtmlPage.Write(path, Render(contents));
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
        return HtmlPage.Render(new ReportPage(contents).Build());
    }
}
