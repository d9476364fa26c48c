using Bilinear.Reports.Ablating;
using Bilinear.Spectral;

namespace Bilinear.Reports;

/// <summary>Writes what taking eigenvectors out does to a model as one HTML file that is readable offline and without scripts.</summary>
public static class AblationReport
{
    /// <summary>Writes the page to a file; where that fails, an older file at the path stays as it was.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, AblationSweep sweep)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        HtmlPage.Write(path, Render(sweep));
    }

    /// <summary>Renders the page as text.</summary>
    public static string Render(AblationSweep sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return HtmlPage.Render(new AblationPage(sweep).Build());
    }
}
