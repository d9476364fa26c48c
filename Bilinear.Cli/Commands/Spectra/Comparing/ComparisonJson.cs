using Bilinear.Cli.Output;

namespace Bilinear.Cli.Commands.Spectra.Comparing;

/// <summary>A comparison for scripts: one JSON object.</summary>
internal static class ComparisonJson
{
    public static void Write(Comparison comparison)
    {
        // What cannot be compared is refused before a word is written.
        var (positive, negative) = (comparison.OfSign(isPositive: true), comparison.OfSign(isPositive: false));
        Json.Write(json =>
        {
            json.WriteStartArray("pairs");
            foreach (var pair in comparison.Pairs)
            {
                json.WriteStartObject();
                json.WriteString("left", comparison.Files[pair.Left]);
                json.WriteString("right", comparison.Files[pair.Right]);
                json.WriteNumber("frobenius", pair.Frobenius);
                json.WriteNumber("gaussian", pair.Gaussian);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteNumbers("positive", positive);
            json.WriteNumbers("negative", negative);
            json.WriteString("matching", comparison.Matches.Rule);
        });
    }
}
