using Bilinear.Reports.Explaining;
using Bilinear.Spectral;

namespace Bilinear.Reports;

/// <summary>Writes an explanation of one sample as one HTML file that is readable offline and without scripts.</summary>
public static class ExplanationReport
{
    /// <summary>Writes the page to a file; where that fails, an older file at the path stays as it was.</summary>
    /// <param name="top">How many of the explained outputs are shown, from the first.</param>
    /// <param name="keep">How many terms of each sign are shown of each of them.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Explanation explanation, int top = 3, int keep = 5)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        HtmlPage.Write(path, Render(explanation, top, keep));
    }

    /// <summary>Renders the page as text.</summary>
    /// <inheritdoc cref="Write"/>
    public static string Render(Explanation explanation, int top = 3, int keep = 5)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        if (top < 1)
            throw new ArgumentOutOfRangeException(nameof(top), top, $"A page cannot show {top} outputs: give 1 or more.");
        if (keep < 1)
            throw new ArgumentOutOfRangeException(nameof(keep), keep, $"A page cannot show {keep} terms of an output: give 1 or more.");
        return HtmlPage.Render(new ExplanationPage(explanation, top, keep).Build());
    }
}
