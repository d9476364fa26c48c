using Bilinear.Reports.Studies;
using Bilinear.Spectral;

namespace Bilinear.Reports;

/// <summary>Writes what adversarial masks do to a model as one HTML file, readable offline and without scripts: curves, then every mask as a picture.</summary>
public static class MaskReport
{
    /// <summary>Writes the page to a file; where that fails, an older file at the path stays as it was.</summary>
    /// <exception cref="ArgumentException">The curve is that of other masks.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, AdversarialMasks masks, MaskCurve curve)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        HtmlPage.Write(path, Render(masks, curve));
    }

    /// <summary>Renders the page as text.</summary>
    /// <exception cref="ArgumentException">The curve is that of other masks.</exception>
    public static string Render(AdversarialMasks masks, MaskCurve curve)
    {
        ArgumentNullException.ThrowIfNull(masks);
        ArgumentNullException.ThrowIfNull(curve);
        if (!ReferenceEquals(curve.Masks, masks))
            throw new ArgumentException("The curve is that of other masks: give the masks that measured it.", nameof(curve));
        return HtmlPage.Render(new MaskPage(masks, curve).Build());
    }
}
