using Bilinear.Spectral;
using Bilinear.Training;

namespace Bilinear.Reports.Images;

/// <summary>
/// The layout of a sample as a picture: the last axis runs across, all others run down. A flat sample is a square if its length
/// is the square of 4 or more, and a strip otherwise.
/// </summary>
internal sealed record PictureShape(int Rows, int Columns)
{
    /// <summary>The names of the inputs, which are then drawn as bars and not as pixels; none for pictures.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>As <see cref="Of(ModelDescription, int)"/>, with the names that the data of training had for the inputs.</summary>
    public static PictureShape Of(Decomposition decomposition, int pixels) => Of(decomposition.Model, pixels) with { Names = decomposition.InputNames(pixels) };

    public static PictureShape Of(IReadOnlyList<int> sample)
    {
        var count = sample.Aggregate(1, (product, size) => product * size);
        if (sample.Count > 1)
            return new PictureShape(count / sample[^1], sample[^1]);
        var side = (int)Math.Sqrt(count);
        return side >= 4 && side * side == count ? new PictureShape(side, side) : new PictureShape(1, count);
    }

    /// <summary>The layout of a picture: that of the model's input if the picture has as many pixels, else that of a flat sample.</summary>
    public static PictureShape Of(ModelDescription model, int pixels) => Of(model.Inputs[0].Count == pixels ? model.Inputs[0].Shape : [pixels]);

    /// <summary>Pixels on the page for a picture whose longer side takes <paramref name="longest"/>; a strip stays high enough to be seen.</summary>
    public (int Width, int Height) Fit(int longest)
    {
        var scale = (double)longest / Math.Max(Rows, Columns);
        var thinnest = longest / 6;
        return (Math.Max(thinnest, (int)Math.Round(Columns * scale)), Math.Max(thinnest, (int)Math.Round(Rows * scale)));
    }
}
