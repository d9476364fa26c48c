using Bilinear.Cli.Output;
using Bilinear.Spectral;
using Bilinear.Text;

namespace Bilinear.Cli.Commands.Studies;

/// <summary>What masks do for scripts: one JSON object. A margin is null where there are too few outputs for an interval.</summary>
internal static class MasksJson
{
    // Of strengths, which are multiples of 0.025 but for rounding.
    private const int Decimals = 3;

    public static void Write(AdversarialMasks masks, MaskCurve curve) => Json.Write(json =>
    {
        json.WriteString("model", masks.Spectra.Model.Name);
        json.WriteString("layer", masks.Spectra.Name);
        json.WriteString("basis", EnumWords.Of(masks.Spectra.Basis));
        json.WriteNumber("keep", masks.Options.Keep);
        json.WriteNumber("masks", masks.Count);
        json.WriteNumber("pixels", masks.Pixels.Count);
        json.WriteNumber("seed", masks.Options.Seed);
        json.WriteString("data", curve.Data.Name);
        json.WriteNumber("samples", curve.Data.Count);
        json.WriteNumberOrNull("accuracy", curve[0].Accuracy.Mean);
        json.WriteStartArray("points");
        foreach (var point in curve.Skip(1))
        {
            json.WriteStartObject();
            json.WriteNumber("strength", Math.Round(point.Strength, Decimals));
            foreach (var (name, share) in MasksText.Shares(point))
            {
                json.WriteNumberOrNull(name, share.Mean);
                json.WriteNumberOrNull($"{name}_margin", share.Margin);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });
}
