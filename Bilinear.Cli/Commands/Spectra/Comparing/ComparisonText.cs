using System.Globalization;
using Bilinear.Cli.Output;

namespace Bilinear.Cli.Commands.Spectra.Comparing;

/// <summary>A comparison as lines of a name and a value; of more than two models the lines of a pair name its files.</summary>
internal static class ComparisonText
{
    public static void Write(Comparison comparison, StatusLine status)
    {
        var (files, positive, negative) = (comparison.Files, comparison.OfSign(isPositive: true), comparison.OfSign(isPositive: false));
        foreach (var pair in comparison.Pairs)
        {
            var between = files.Count > 2 ? $"  {files[pair.Left]} {files[pair.Right]}" : "";
            Console.Out.WriteLine($"frobenius {Cosine(pair.Frobenius)}{between}");
            Console.Out.WriteLine($"gaussian {Cosine(pair.Gaussian)}{between}");
        }

        status.Say($"note: {comparison.Matches.Rule}");
        Write("positive", positive);
        Write("negative", negative);
    }

    private static void Write(string sign, IReadOnlyList<double> cosines)
    {
        foreach (var (index, cosine) in cosines.Index())
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sign}_{index + 1} {Cosine(cosine)}"));
    }

    private static string Cosine(double value) => value.ToString("F4", CultureInfo.InvariantCulture);
}
