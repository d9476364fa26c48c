using Bilinear.Reports.Studies;
using Bilinear.Spectral;

namespace Bilinear.Reports;

/// <summary>Writes what narrowing a model's layers to few singular components does as one HTML file, readable offline and without scripts.</summary>
public static class BottleneckReport
{
    /// <summary>Writes the page to a file; where that fails, an older file at the path stays as it was.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, BottleneckStudy study)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        HtmlPage.Write(path, Render(study));
    }

    /// <summary>Renders the page as text.</summary>
    public static string Render(BottleneckStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        return HtmlPage.Render(new BottleneckPage(study).Build());
    }
}
