using System.Globalization;
using System.Xml.Linq;
using Bilinear.Spectral;

namespace Bilinear.Reports;

/// <summary>A spectrum as bars, the most positive value left and the most negative right; a long one is shown from both ends.</summary>
internal static class SpectrumChart
{
    private const int BarsAtEachEnd = 100;
    private const double Width = 720;
    private const double Height = 120;
    private const double Left = 52;
    private const double Top = 8;

    public static XElement Draw(EigenSpectrum spectrum, string name)
    {
        var values = spectrum.AllValues.Reverse().ToArray();
        var shown = Enumerable.Range(0, values.Length).Where(index => index < BarsAtEachEnd || index >= values.Length - BarsAtEachEnd).ToArray();
        var (high, low) = (Math.Max(0, values[0]), Math.Min(0, values[^1]));
        var range = high - low == 0 ? 1 : high - low;
        var zero = Top + (Height * high / range);
        var kept = spectrum.Values.ToHashSet();
        var step = (Width - Left) / Math.Max(shown.Length, 12);

        var chart = new XElement(
            "svg",
            new XAttribute("class", "spectrum"),
            new XAttribute("viewBox", $"0 0 {Number(Width)} {Number(Height + (2 * Top))}"),
            new XAttribute("role", "img"),
            new XAttribute("aria-label", $"The {values.Length} eigenvalues of {name}, from {Figures.Signed(values[0])} to {Figures.Signed(values[^1])}; effective rank {Figures.Plain(spectrum.EffectiveRank)}."));
        if (high > 0)
            chart.Add(Label(Top, high));
        if (low < 0)
            chart.Add(Label(Top + Height, low));
        chart.Add(new XElement("line", Place("x1", Left), Place("y1", zero), Place("x2", Width), Place("y2", zero)));
        for (var bar = 0; bar < shown.Length; bar++)
        {
            var value = values[shown[bar]];
            var end = Top + (Height * (high - value) / range);
            chart.Add(new XElement(
                "rect",
                new XAttribute("class", $"{(value < 0 ? "negative" : "positive")}{(kept.Contains(value) ? " kept" : "")}"),
                Place("x", Left + (bar * step)),
                Place("y", Math.Min(zero, end)),
                Place("width", Math.Max(0.6, step * 0.78)),
                Place("height", Math.Max(0.4, Math.Abs(end - zero))),
                new XElement("title", $"λ {shown[bar] + 1} of {values.Length} = {Figures.Signed(value)}{(kept.Contains(value) ? ", shown below" : "")}")));
        }

        return new XElement("figure", chart, new XElement("figcaption", Caption(values.Length, shown.Length, spectrum)));
    }

    private static string Caption(int all, int shown, EigenSpectrum spectrum)
    {
        var left = shown < all ? $", of which the {all - shown} in the middle are left out," : "";
        return $"All {all} eigenvalues{left} from the most positive to the most negative; the {spectrum.Values.Count} in full colour are shown below.";
    }

    private static XElement Label(double y, double value) =>
        new("text", Place("x", Left - 6), Place("y", y + 4), new XAttribute("text-anchor", "end"), Figures.Signed(value));

    private static XAttribute Place(string name, double value) => new(name, Number(value));

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
