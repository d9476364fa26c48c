using System.Globalization;
using System.Text.Json;
using Bilinear.Cli.Output;

namespace Bilinear.Cli.Commands.Converting;

/// <summary>How good one of the models is that a conversion compares.</summary>
/// <param name="Name"><c>before</c>, <c>control</c>, <c>bilinear</c> or <c>folded</c>.</param>
/// <param name="Measures">Losses and accuracies by their names, the same of each model.</param>
internal sealed record NamedScore(string Name, IReadOnlyList<(string Name, double Value)> Measures)
{
    /// <summary>The loss of a model of one output, in nats.</summary>
    public double Loss => Measures.First(measure => measure.Name is "loss" or "nats_per_token").Value;

    /// <summary>A table: a row a model, a column a measure.</summary>
    public static void WriteText(IReadOnlyList<NamedScore> scores) => Aligned.Write(
    [
        ["", .. scores[0].Measures.Select(measure => measure.Name)],
        .. scores.Select(score => (string[])[score.Name, .. score.Measures.Select(measure => measure.Value.ToString("F4", CultureInfo.InvariantCulture))]),
    ]);

    public static void WriteJson(string model, string data, IReadOnlyList<NamedScore> scores) => Json.Write(json =>
    {
        json.WriteString("model", model);
        Write(json, data, scores);
    });

    /// <param name="data">The name of the test data.</param>
    public static void Write(Utf8JsonWriter json, string data, IReadOnlyList<NamedScore> scores)
    {
        json.WriteString("data", data);
        foreach (var score in scores)
        {
            json.WriteStartObject(score.Name);
            foreach (var (name, value) in score.Measures)
                json.WriteNumber(name, value);
            json.WriteEndObject();
        }
    }
}
