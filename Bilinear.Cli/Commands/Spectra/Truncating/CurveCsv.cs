using System.Globalization;
using System.Text;
using Bilinear.Cli.Output;
using Bilinear.Serialization.Files;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Spectra.Truncating;

/// <summary>A truncation curve as CSV: a row for each number of kept eigenvectors. Where there are no answers their columns are empty.</summary>
internal static class CurveCsv
{
    private const string Header = "kept,accuracy,agreement,certified_agreement,largest_error,certified_error,loose_error";

    /// <param name="path">The file; null for standard output.</param>
    public static void Write(TruncationCurve curve, string? path, StatusLine status)
    {
        IEnumerable<string> lines = [Header, .. curve.Select(Row)];
        if (path is null)
        {
            foreach (var line in lines)
                Console.Out.WriteLine(line);
            return;
        }

        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")))));
        Written.Say(status, path);
    }

    private static string Row(TruncationPoint point)
    {
        var hasAnswers = !double.IsNaN(point.Accuracy);
        return string.Create(CultureInfo.InvariantCulture, $"{point.Kept},{(hasAnswers ? point.Accuracy : null)},{(hasAnswers ? point.Agreement : null)},{(hasAnswers ? point.CertifiedShare : null)},{point.Error.Largest},{point.Certified.Largest},{point.Loose.Largest}");
    }
}
