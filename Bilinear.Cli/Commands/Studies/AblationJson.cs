using System.Text.Json;
using Bilinear.Cli.Output;
using Bilinear.Spectral;
using Bilinear.Text;

namespace Bilinear.Cli.Commands.Studies;

/// <summary>An ablation for scripts: one JSON object.</summary>
internal static class AblationJson
{
    public static void Write(AblationSweep sweep) => Json.Write(json =>
    {
        var (study, spectra) = (sweep.Study, sweep.Study.Spectra);
        json.WriteString("model", spectra.Model.Name);
        json.WriteString("layer", spectra.Name);
        json.WriteString("basis", EnumWords.Of(spectra.Basis));
        json.WriteString("order", EnumWords.Of(spectra.Order));
        json.WriteString("data", study.Data.Name);
        json.WriteNumber("samples", study.Data.Count);
        json.WriteNumbers("class_samples", study.ClassCounts.Select(count => (double)count));
        json.WriteStartArray("of");
        foreach (var spectrum in sweep.Spectra)
            json.WriteStringValue(spectrum.Direction.Name);
        json.WriteEndArray();
        json.WriteBoolean("only", sweep.KeepsOnly);
        json.WriteStartObject("whole");
        Write(json, sweep.Whole);
        json.WriteEndObject();
        Write(json, "single", sweep.Single, index => [sweep.Pairs[index]]);
        Write(json, "together", sweep.Together, index => sweep.Pairs.Take(index + 1));
    });

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<AblationPoint> points, Func<int, IEnumerable<int>> pairs)
    {
        json.WriteStartArray(name);
        foreach (var (index, point) in points.Index())
        {
            json.WriteStartObject();
            json.WriteNumbers("pairs", pairs(index).Select(pair => (double)pair));
            Write(json, point);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, AblationPoint point)
    {
        json.WriteNumberOrNull("loss", point.Loss);
        if (point.ClassAccuracies.Count == 0)
            return;
        json.WriteNumber("accuracy", point.Accuracy);
        json.WriteNumber("agreement", point.Agreement);
        json.WriteNumber("undecided", point.Undecided);
        json.WriteNumbers("class_accuracies", point.ClassAccuracies);
    }
}
