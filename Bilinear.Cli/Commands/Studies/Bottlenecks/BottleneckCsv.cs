using System.Text;
using Bilinear.Reports.Files;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Studies.Bottlenecks;

/// <summary>Bottlenecks as CSV: a row for each layer and number of components. Where there are no answers their columns are empty.</summary>
internal static class BottleneckCsv
{
    private static readonly string[] Columns = ["layer", "kept", "accuracy", "loss", "agreement", "largest_error", "share"];

    public static void Write(BottleneckStudy study) =>
        Console.Out.Write(Encoding.UTF8.GetString(Csv.Write(Columns, study.Layers.SelectMany(layer => layer.Points.Select(point => Row(study, layer, point))))));

    private static IEnumerable<object?> Row(BottleneckStudy study, BottleneckLayer layer, BottleneckPoint point) =>
        [layer.Name, point.Kept, study.HasAnswers ? point.Accuracy : null, point.Loss, study.HasAnswers ? point.Agreement : null, point.LargestError, layer.Share(point.Kept)];
}
