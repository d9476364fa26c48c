using System.Globalization;
using Bilinear.Cli.Commands.Converting;
using Bilinear.Cli.Output;
using Bilinear.Training;

namespace Bilinear.Cli.Commands.Folding;

/// <summary>What folding did: the scale of each norm, and how good the model is before and after.</summary>
internal static class FoldOutput
{
    /// <summary>Two tables: a row a norm, and a row a model.</summary>
    public static void WriteText(IReadOnlyList<MeasuredNorm> norms, bool isOne, IReadOnlyList<NamedScore> scores)
    {
        Aligned.Write(
        [
            ["norm", "scale", "largest"],
            .. norms.Select(norm => (string[])[norm.Norm.Name, isOne ? Number(norm.Scale) : $"{Number(norm.Scales.Min())} … {Number(norm.Scales.Max())}", Number(norm.Largest)]),
        ]);
        Console.Out.WriteLine();
        NamedScore.WriteText(scores);
    }

    public static void WriteJson(string model, MeasuredNorms norms, bool isOne, string data, IReadOnlyList<NamedScore> scores) => Json.Write(json =>
    {
        json.WriteString("model", model);
        json.WriteString("measured_on", norms.Data);
        json.WriteStartArray("norms");
        foreach (var norm in norms.Norms)
        {
            json.WriteStartObject();
            json.WriteString("norm", norm.Norm.Name);
            if (isOne)
                json.WriteNumber("scale", norm.Scale);
            else
                json.WriteNumbers("scale", norm.Scales);
            json.WriteNumber("largest", norm.Largest);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        NamedScore.Write(json, data, scores);
    });

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
