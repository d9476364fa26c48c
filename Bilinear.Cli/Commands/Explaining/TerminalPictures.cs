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
internal sealed class TerminalPictures(Explanation explanation)
{
    private const string Gap = "  ";
    private const int SmallestSide = 4;
    private const int NarrowestName = 9;

    private readonly Lazy<PictureScale> _scale = new(() => PictureScale.Of(explanation.Spectra.Data ?? explanation.Data).For(explanation.Spectra));

    /// <summary>The sample itself in shades of grey, and under it which of its pixels are faded in what follows.</summary>
    public void WriteInput()
    {
        var pixels = new float[explanation.Data.SampleLength];
        explanation.Data.CopyInputs(explanation.Sample, pixels);
        var (low, high) = (Math.Min(0, pixels.Min()), Math.Max(0, pixels.Max()));
        Write(PictureShape.Of(explanation.Spectra.Model, pixels.Length), () => [("", pixel => Grey(high == low ? 0 : (pixels[pixel] - low) / (high - low)))], () => _scale.Value.Sentence);
    }

    /// <summary>The eigenvectors of some terms, side by side.</summary>
    public void Write(ExplainedOutput part, IReadOnlyList<ExplainedTerm> terms) => Write(
        PictureShape.Of(explanation.Spectra.Model, part.Spectrum.Pictures.Columns),
        () => [.. terms.Select(term => (string.Create(CultureInfo.InvariantCulture, $"pair {term.Pair} {(term.Value < 0 ? '-' : '+')}"), Diverging(_scale.Value, part.Spectrum.Pictures.Row(term.Pair))))]);

    private static Func<int, Color> Diverging(PictureScale scale, ReadOnlySpan<double> values)
    {
        var colors = scale.ColorsOf(values);
        return pixel => new Color(colors[pixel].Red, colors[pixel].Green, colors[pixel].Blue);
    }

    private static Color Grey(double value) => (byte)Math.Round(255 * value) is var shade ? new Color(shade, shade, shade) : default;

    private static void Write(PictureShape shape, Func<IReadOnlyList<(string Name, Func<int, Color> Colour)>> pictures, Func<string?>? remark = null)
    {
        if (Console.IsOutputRedirected || shape.Rows < SmallestSide)
            return;
        var console = TerminalConsole.OpenOutput();
        var abreast = (console.Profile.Width - 1) / (WidthOf(shape) + Gap.Length);
        if (abreast < 1 || console.Profile.Capabilities.ColorSystem == ColorSystem.NoColors)
            return;
        foreach (var row in pictures().Chunk(abreast))
            Write(console, shape, row);
        if (remark?.Invoke() is { } sentence)
            console.WriteLine(sentence);
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
