using System.Text.Json;
using Bilinear.Cli.Output;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Studies.Bottlenecks;

/// <summary>Bottlenecks for scripts: one JSON object.</summary>
internal static class BottleneckJson
{
    public static void Write(BottleneckStudy study) => Json.Write(json =>
    {
        json.WriteString("model", study.Model.Name);
        json.WriteString("output", study.Output.Name);
        json.WriteString("data", study.Data.Name);
        json.WriteNumber("samples", study.Data.Count);
        if (study.HasAnswers)
            json.WriteNumber("accuracy", study.Accuracy);
        json.WriteNumberOrNull("loss", study.Loss);
        json.WriteNumberOrNull("largest_output", study.LargestOutput);
        json.WriteStartArray("layers");
        foreach (var layer in study.Layers)
            Write(json, study, layer);
        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, BottleneckStudy study, BottleneckLayer layer)
    {
        json.WriteStartObject();
        json.WriteString("layer", layer.Name);
        json.WriteNumbers("singular_values", layer.Values);
        json.WriteStartArray("points");
        foreach (var point in layer.Points)
        {
            json.WriteStartObject();
            json.WriteNumber("kept", point.Kept);
            if (study.HasAnswers)
            {
                json.WriteNumber("accuracy", point.Accuracy);
                json.WriteNumber("agreement", point.Agreement);
            }
            json.WriteNumberOrNull("loss", point.Loss);
            json.WriteNumberOrNull("largest_error", point.LargestError);
            json.WriteNumberOrNull("share", layer.Share(point.Kept));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
