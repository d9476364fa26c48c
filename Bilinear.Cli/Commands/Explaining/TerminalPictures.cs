using System.Globalization;
using Bilinear.Cli.Output;
using Bilinear.Reports.Images;
using Bilinear.Spectral;
using Spectre.Console;

namespace Bilinear.Cli.Commands.Explaining;

/// <summary>
/// Pictures on a terminal, two pixels a character (▀ in one colour on another): blue is positive, red negative, zero white.
/// What is no terminal, or has no colours, gets none; nor do samples that are no pictures or are wider than the terminal.
/// </summary>
internal static class TerminalPictures
{
    private const string Gap = "  ";
    private const int SmallestSide = 4;
    private const int NarrowestName = 9;

    /// <summary>The sample itself in shades of grey.</summary>
    public static void WriteInput(Explanation explanation)
    {
        var pixels = new float[explanation.Data.SampleLength];
        explanation.Data.CopyInputs(explanation.Sample, pixels);
        var (low, high) = (Math.Min(0, pixels.Min()), Math.Max(0, pixels.Max()));
        Write(PictureShape.Of(explanation.Spectra.Model, pixels.Length), [("", pixel => Grey(high == low ? 0 : (pixels[pixel] - low) / (high - low)))]);
    }

    /// <summary>The eigenvectors of some terms, side by side.</summary>
    public static void Write(EigenSpectra spectra, ExplainedOutput part, IReadOnlyList<ExplainedTerm> terms) => Write(
        PictureShape.Of(spectra.Model, part.Spectrum.Pictures.Columns),
        [.. terms.Select(term => (string.Create(CultureInfo.InvariantCulture, $"pair {term.Pair} {(term.Value < 0 ? '-' : '+')}"), Diverging(part.Spectrum.Pictures.Row(term.Pair).ToArray())))]);

    private static Func<int, Color> Diverging(double[] values)
    {
        var largest = values.Max(Math.Abs);
        return pixel => DivergingColors.Of(largest == 0 ? 0 : values[pixel] / largest) is var (red, green, blue) ? new Color(red, green, blue) : default;
    }

    private static Color Grey(double value) => (byte)Math.Round(255 * value) is var shade ? new Color(shade, shade, shade) : default;

    private static void Write(PictureShape shape, IReadOnlyList<(string Name, Func<int, Color> Colour)> pictures)
    {
        if (Console.IsOutputRedirected || shape.Rows < SmallestSide)
            return;
        var console = TerminalConsole.OpenOutput();
        var abreast = (console.Profile.Width - 1) / (WidthOf(shape) + Gap.Length);
        if (abreast < 1 || console.Profile.Capabilities.ColorSystem == ColorSystem.NoColors)
            return;
        foreach (var row in pictures.Chunk(abreast))
            Write(console, shape, row);
    }

    private static void Write(IAnsiConsole console, PictureShape shape, (string Name, Func<int, Color> Colour)[] pictures)
    {
        for (var line = 0; line < shape.Rows; line += 2)
        {
            foreach (var (_, colour) in pictures)
            {
                console.Write(new Spectre.Console.Text(Gap));
                for (var column = 0; column < shape.Columns; column++)
                {
                    var upper = (line * shape.Columns) + column;
                    console.Write(new Spectre.Console.Text("▀", line + 1 < shape.Rows ? new Style(colour(upper), colour(upper + shape.Columns)) : new Style(colour(upper))));
                }
                console.Write(new Spectre.Console.Text(new string(' ', WidthOf(shape) - shape.Columns)));
            }
            console.WriteLine();
        }
        if (pictures.Any(picture => picture.Name.Length > 0))
            console.WriteLine(string.Concat(pictures.Select(picture => Gap + picture.Name.PadRight(WidthOf(shape)))).TrimEnd());
    }

    // A name has its place below the narrowest picture.
    private static int WidthOf(PictureShape shape) => Math.Max(shape.Columns, NarrowestName);
}
