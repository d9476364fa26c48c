using Bilinear.Data;
using Bilinear.Spectral;

namespace Bilinear.Reports.Images;

/// <summary>
/// What a picture's strongest colour stands for. Weights of pixels that are blank in the data are hardly trained, and may be as large as they like: so where
/// there are data, the pixels that vary in them set the scale, and those that do not are faded and end at it. Without data the largest |value| of all sets it.
/// </summary>
internal sealed class PictureScale
{
    private const double Fading = 0.7;
    private const double Shade = 206;

    private readonly bool[] _fades;
    private readonly string _data;

    private PictureScale(bool[] fades, string data) => (_fades, _data, Faded) = (fades, data, fades.Count(fades => fades));

    /// <summary>The scale of pictures without data.</summary>
    public static PictureScale Own { get; } = new([], "");

    /// <summary>How many pixels are faded.</summary>
    public int Faded { get; }

    /// <summary>The scale of pictures in a model's input; <see cref="Own"/> without data, or where the samples are no pictures: the elements of a strip may have units of their own, and then say nothing of each other.</summary>
    public static PictureScale Of(DataSet? data) => data is null || PictureShape.Of(data.SampleShape).Rows == 1 ? Own
        : ElementDeviations.HardlyVary(ElementDeviations.Of(data)) is var fades && fades.Contains(false) ? new PictureScale(fades, data.Name) : Own;

    /// <summary>This scale where the pictures of a decomposition are over the model's input; where they are over another layer's, their own.</summary>
    public PictureScale For(Decomposition decomposition) =>
        decomposition is SpectralTree || decomposition.Path is { FromInput: true, Before.Count: 0 } ? this : Own;

    /// <summary>One sentence on what is faded; null where nothing is.</summary>
    public string? Sentence => Faded == 0 ? null : FormattableString.Invariant(
        $"{Faded:N0} of the {_fades.Length:N0} pixels hardly vary in “{_data}” and are faded to grey: {ElementDeviations.Meaning("pixels", Faded)}. The other pixels set a picture's scale, at whose end a faded one stays.");

    /// <summary>The largest |value| of the pixels that set the scale; zero where all of them are zero.</summary>
    public double LargestOf(ReadOnlySpan<double> values)
    {
        var largest = 0.0;
        for (var pixel = 0; pixel < values.Length; pixel++)
            largest = Math.Max(largest, Fades(pixel, values.Length) ? 0 : Math.Abs(values[pixel]));
        return largest;
    }

    /// <summary>The colour of each value: blue is positive, red negative, zero white.</summary>
    public (byte Red, byte Green, byte Blue)[] ColorsOf(ReadOnlySpan<double> values)
    {
        var (largest, colors) = (LargestOf(values), new (byte Red, byte Green, byte Blue)[values.Length]);
        for (var pixel = 0; pixel < values.Length; pixel++)
        {
            var color = DivergingColors.Of(largest == 0 ? 0 : values[pixel] / largest);
            colors[pixel] = Fades(pixel, values.Length) ? (Fade(color.Red), Fade(color.Green), Fade(color.Blue)) : color;
        }

        return colors;
    }

    private bool Fades(int pixel, int pixels) => pixels == _fades.Length && _fades[pixel];

    private static byte Fade(byte value) => (byte)Math.Round(value + (Fading * (Shade - value)));
}
