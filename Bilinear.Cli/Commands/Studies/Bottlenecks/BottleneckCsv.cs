using System.Globalization;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Studies.Bottlenecks;

/// <summary>Bottlenecks as CSV: a row for each layer and number of components. Where there are no answers their columns are empty.</summary>
internal static class BottleneckCsv
{
    private const string Header = "layer,kept,accuracy,loss,agreement,largest_error,share";

    // The path of a layer has letters, digits, _ and dots.
    public static void Write(BottleneckStudy study)
    {
        Console.Out.WriteLine(Header);
        foreach (var layer in study.Layers)
        {
            foreach (var point in layer.Points)
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{layer.Name},{point.Kept},{(study.HasAnswers ? point.Accuracy : null)},{point.Loss},{(study.HasAnswers ? point.Agreement : null)},{point.LargestError},{layer.Share(point.Kept)}"));
        }
    }
}
