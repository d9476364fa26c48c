using System.Text.Json;
using Bilinear.Cli.Output;
using Bilinear.Reports.Texts;
using Bilinear.Spectral;
using Bilinear.Text;

namespace Bilinear.Cli.Commands.Spectra.Tokens;

/// <summary>A vector in tokens for scripts: an array <c>readings</c>, one for each map.</summary>
internal static class ReadingsJson
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<TokenReading> readings, TokenTexts texts)
    {
        json.WriteStartArray("readings");
        foreach (var reading in readings)
        {
            json.WriteStartObject();
            json.WriteString("map", EnumWords.Of(reading.Map));
            if (reading.Head >= 0)
            {
                json.WriteString("branch", reading.Branch);
                json.WriteNumber("head", reading.Head);
            }

            json.WriteNumber("mean", reading.Mean);
            Ends("top", reading.Top);
            Ends("bottom", reading.Bottom);
            json.WriteEndObject();
        }

        json.WriteEndArray();

        void Ends(string end, IReadOnlyList<TokenWeight> tokens)
        {
            json.WriteStartArray(end);
            foreach (var token in tokens)
            {
                json.WriteStartObject();
                json.WriteNumber("token", token.Token);
                json.WriteString("text", texts.TextOf(token.Token));
                json.WriteNumber("weight", token.Weight);
                json.WriteNumber("cosine", token.Cosine);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }
}
