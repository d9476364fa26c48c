using System.Xml.Linq;
using Bilinear.Reports.Files;
using Bilinear.Spectral;

namespace Bilinear.Reports.Images;

/// <summary>Draws vectors and inputs of one shape as <c>img</c> elements that contain their data.</summary>
internal sealed class Pictures(PictureShape shape, PictureScale scale)
{
    /// <summary>The pictures of a decomposition's vectors, and of samples beside them.</summary>
    /// <param name="elements">The length of a vector.</param>
    /// <param name="scale">The scale of pictures in the model's input.</param>
    public static Pictures Of(Decomposition decomposition, int elements, PictureScale scale) => new(PictureShape.Of(decomposition, elements), scale.For(decomposition));

    public PictureShape Shape => shape;

    /// <summary>Whether vectors are bars with names, and no pictures.</summary>
    public bool AreBars => shape.Names.Count > 0;

    /// <summary>What one vector is drawn as, and what several are.</summary>
    public (string One, string Many) Called => AreBars ? ("set of bars", "sets of bars") : ("picture", "pictures");

    /// <summary>The same pictures, each on its own scale.</summary>
    public Pictures OnTheirOwn() => new(shape, PictureScale.Own);

    /// <summary>The same vectors in colours, also where the inputs have names.</summary>
    public Pictures AsPixels() => new(shape with { Names = [] }, scale);

    /// <summary>A vector: blue is positive, red negative, zero white; the strongest colour is the largest |value| of the pixels that set the scale. Over inputs with names it is a bar for each.</summary>
    /// <param name="file">The name of the picture as a file of its own; null where it is none.</param>
    public XElement Vector(ReadOnlySpan<double> values, int longest, string description, string? file = null) => AreBars
        ? NamedBars.Draw(shape.Names, values, description, file)
        : Image(VectorPng(values), longest, description, file);

    /// <summary>The picture of a vector alone, as a <c>data:</c> address.</summary>
    public string VectorData(ReadOnlySpan<double> values) => Data(VectorPng(values));

    /// <summary>A sample in shades of grey: the smallest value, or zero, is black and the largest is white.</summary>
    public XElement Sample(ReadOnlySpan<float> values, int longest, string description) => Sample(values, values, longest, description);

    /// <summary>A sample in another one's shades of grey; what is darker or brighter than all of it is black or white.</summary>
    public XElement Sample(ReadOnlySpan<float> values, ReadOnlySpan<float> other, int longest, string description)
    {
        if (AreBars)
            return NamedBars.Draw(shape.Names, values, description);
        var (low, high) = (0f, 0f);
        foreach (var value in other)
            (low, high) = (Math.Min(low, value), Math.Max(high, value));

        var pixels = new byte[values.Length];
        for (var index = 0; index < values.Length; index++)
            pixels[index] = high == low ? (byte)0 : (byte)Math.Round(255 * (Math.Clamp(values[index], low, high) - low) / (high - low));
        return Image(PngEncoder.Encode(shape.Rows, shape.Columns, 1, pixels), longest, description, file: null);
    }

    /// <summary>How to read a vector: what bars are; or the colours, and which pixels are faded.</summary>
    public XElement[] Legend() => AreBars ? [new("p", NamedBars.Legend)] : [.. Colours(), .. scale.Sentence is { } sentence ? [new XElement("p", new XAttribute("class", "faded"), sentence)] : Array.Empty<XElement>()];

    // A picture rather than a background: printers leave those out.
    private static IEnumerable<XElement> Colours()
    {
        const int Steps = 41;
        double[] values = [.. Enumerable.Range(0, Steps).Select(step => (2.0 * step / (Steps - 1)) - 1)];
        yield return new XElement("div", new XAttribute("class", "scale"), "negative", new Pictures(new PictureShape(1, Steps), PictureScale.Own).Vector(values, 180, "From red over white to blue."), "positive; zero is white, each picture has its own scale");
    }

    private byte[] VectorPng(ReadOnlySpan<double> values)
    {
        var pixels = new byte[values.Length * 3];
        foreach (var (index, color) in scale.ColorsOf(values).Index())
            (pixels[3 * index], pixels[(3 * index) + 1], pixels[(3 * index) + 2]) = color;
        return PngEncoder.Encode(shape.Rows, shape.Columns, 3, pixels);
    }

    private static string Data(byte[] png) => $"data:image/png;base64,{Convert.ToBase64String(png)}";

    private XElement Image(byte[] png, int longest, string description, string? file)
    {
        var (width, height) = shape.Fit(longest);
        var image = new XElement(
            "img",
            new XAttribute("src", Data(png)),
            new XAttribute("width", width),
            new XAttribute("height", height),
            new XAttribute("alt", description),
            new XAttribute("title", description));
        return file is null ? image : FigureFiles.Mark(image, new FigureFile($"{file}.png", description, () => png));
    }
}
