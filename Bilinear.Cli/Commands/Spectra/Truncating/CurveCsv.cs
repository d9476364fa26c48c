using System.Text;
using Bilinear.Cli.Output;
using Bilinear.Reports.Files;
using Bilinear.Serialization.Files;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Spectra.Truncating;

/// <summary>A truncation curve as CSV: a row for each number of kept eigenvectors. Where there are no answers their columns are empty.</summary>
internal static class CurveCsv
{
    private static readonly string[] Columns = ["kept", "accuracy", "agreement", "certified_agreement", "largest_error", "certified_error", "loose_error"];

    /// <param name="path">The file; null for standard output.</param>
    public static void Write(TruncationCurve curve, string? path, StatusLine status)
    {
        var table = Csv.Write(Columns, curve.Select(Row));
        if (path is null)
        {
            Console.Out.Write(Encoding.UTF8.GetString(table));
            return;
        }

        AtomicFile.Write(path, stream => stream.Write(table));
        Written.Say(status, path);
    }

    private static IEnumerable<object?> Row(TruncationPoint point) => double.IsNaN(point.Accuracy)
        ? [point.Kept, null, null, null, point.Error.Largest, point.Certified.Largest, point.Loose.Largest]
        : [point.Kept, point.Accuracy, point.Agreement, point.CertifiedShare, point.Error.Largest, point.Certified.Largest, point.Loose.Largest];
}
