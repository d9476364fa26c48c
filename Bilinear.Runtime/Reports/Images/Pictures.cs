using System.Xml.Linq;

namespace Bilinear.Reports.Images;

/// <summary>Draws vectors and inputs as <c>img</c> elements that contain their data.</summary>
internal static class Pictures
{
    /// <summary>Blue is positive, red negative, zero white; the strongest colour is the largest |value|.</summary>
    public static XElement Diverging(PictureShape shape, ReadOnlySpan<double> values, int longest, string description) =>
        shape.Names.Count > 0 ? NamedBars.Draw(shape.Names, values, description) : Image(shape, DivergingData(shape, values), longest, description);

    /// <summary>The picture alone, as a <c>data:</c> address.</summary>
    public static string DivergingData(PictureShape shape, ReadOnlySpan<double> values)
    {
        var largest = 0.0;
        foreach (var value in values)
            largest = Math.Max(largest, Math.Abs(value));

        var pixels = new byte[values.Length * 3];
        for (var index = 0; index < values.Length; index++)
            (pixels[3 * index], pixels[(3 * index) + 1], pixels[(3 * index) + 2]) = DivergingColors.Of(largest == 0 ? 0 : values[index] / largest);
        return Data(PngEncoder.Encode(shape.Rows, shape.Columns, 3, pixels));
    }

    /// <summary>A picture in shades of grey: the smallest value, or zero, is black and the largest is white.</summary>
    public static XElement Grey(PictureShape shape, ReadOnlySpan<float> values, int longest, string description) => Grey(shape, values, values, longest, description);

    /// <summary>A picture in another one's shades of grey; what is darker or brighter than all of it is black or white.</summary>
    public static XElement Grey(PictureShape shape, ReadOnlySpan<float> values, ReadOnlySpan<float> other, int longest, string description)
    {
        if (shape.Names.Count > 0)
            return NamedBars.Draw(shape.Names, values, description);
        var (low, high) = (0f, 0f);
        foreach (var value in other)
            (low, high) = (Math.Min(low, value), Math.Max(high, value));

        var pixels = new byte[values.Length];
        for (var index = 0; index < values.Length; index++)
            pixels[index] = high == low ? (byte)0 : (byte)Math.Round(255 * (Math.Clamp(values[index], low, high) - low) / (high - low));
        return Image(shape, Data(PngEncoder.Encode(shape.Rows, shape.Columns, 1, pixels)), longest, description);
    }

    private static string Data(byte[] png) => $"data:image/png;base64,{Convert.ToBase64String(png)}";

    private static XElement Image(PictureShape shape, string data, int longest, string description)
    {
        var (width, height) = shape.Fit(longest);
        return new XElement(
            "img",
            new XAttribute("src", data),
            new XAttribute("width", width),
            new XAttribute("height", height),
            new XAttribute("alt", description),
            new XAttribute("title", description));
    }
}
