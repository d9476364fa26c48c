using System.Text.Json;
using Bilinear.Cli.Output;
using Bilinear.Data;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Studies;

/// <summary>CP fits for scripts: one JSON object.</summary>
internal static class CpJson
{
    /// <param name="data">What the score was measured on.</param>
    public static void Write(IReadOnlyList<CpDecomposition> fits, CpDecomposition best, DataSet? data, CpScore? score) => Json.Write(json =>
    {
        json.WriteString("model", best.Model.Name);
        json.WriteString("fit", best.Name);
        json.WriteNumber("rank", best.Rank);
        json.WriteNumberOrNull("penalty", best.Penalty);
        Write(json, best);
        json.WriteStartArray("fits");
        foreach (var fit in fits)
        {
            json.WriteStartObject();
            Write(json, fit);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (CpAgreement.Of(fits) is { } agreement)
        {
            json.WriteNumberOrNull("between_fits", agreement.BetweenFits);
            json.WriteNumberOrNull("matched_mean", agreement.Mean);
            json.WriteNumberOrNull("matched_median", agreement.Median);
            json.WriteNumberOrNull("matched_above_0.9", agreement.Above);
        }
        if (data is not null && score is { } measured)
            Write(json, data, measured);
    });

    private static void Write(Utf8JsonWriter json, CpDecomposition fit)
    {
        json.WriteNumber("seed", fit.Seed);
        json.WriteNumberOrNull("cosine", fit.Cosine);
        json.WriteNumber("steps", fit.Steps);
        json.WriteBoolean("converged", fit.HasConverged);
    }

    private static void Write(Utf8JsonWriter json, DataSet data, CpScore score)
    {
        json.WriteString("data", data.Name);
        json.WriteNumber("samples", data.Count);
        if (!double.IsNaN(score.Accuracy))
        {
            json.WriteNumber("accuracy", score.Accuracy);
            json.WriteNumber("model_accuracy", score.ModelAccuracy);
            json.WriteNumber("agreement", score.Agreement);
        }
        json.WriteNumberOrNull("largest_error", score.LargestError);
        json.WriteNumberOrNull("largest_output", score.LargestOutput);
    }
}
