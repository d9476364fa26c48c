using System.Globalization;
using Bilinear.Cli.Output;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Studies.Bottlenecks;

/// <summary>Bottlenecks for a person: a table for each layer.</summary>
internal static class BottleneckText
{
    public static void Write(BottleneckStudy study)
    {
        Console.Out.WriteLine($"{study.Model.Name} on {study.Data.Name}: {(study.HasAnswers ? $"accuracy {Score.Share(study.Accuracy)}, " : "")}loss {Score.Loss(study.Loss)}");
        foreach (var layer in study.Layers)
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{layer.Name} with the first of its {layer.Values.Count} singular components (Δ is from the whole model, B the layer's tensor):"));
            List<string[]> rows = [["kept", .. study.HasAnswers ? ["accuracy", "Δ accuracy"] : Array.Empty<string>(), "loss", "Δ loss", .. study.HasAnswers ? ["other answers"] : Array.Empty<string>(), "largest error", "of ‖B‖²"]];
            rows.AddRange(layer.Points.Select(point => Row(study, layer, point)));
            Aligned.Write(rows, indent: "  ");
        }
    }

    private static string[] Row(BottleneckStudy study, BottleneckLayer layer, BottleneckPoint point) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"{point.Kept}"),
        .. study.HasAnswers ? [Score.Share(point.Accuracy), (point.Accuracy - study.Accuracy).ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture)] : Array.Empty<string>(),
        Score.Loss(point.Loss), Quantity.Signed(study.LossAdded(point)),
        .. study.HasAnswers ? [Quantity.Percent(1 - point.Agreement)] : Array.Empty<string>(),
        Quantity.Plain(point.LargestError), Quantity.Percent(layer.Share(point.Kept)),
    ];
}
