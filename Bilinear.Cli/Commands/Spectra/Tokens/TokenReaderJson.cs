using System.Text.Json;
using Bilinear.Cli.Output;
using Bilinear.Spectral;
using Bilinear.Text;

namespace Bilinear.Cli.Commands.Spectra.Tokens;

/// <summary>The spectra of a model of texts for scripts, with all heads: one JSON object.</summary>
internal static class TokenReaderJson
{
    public static void Write(string model, TokenReader reader) => Json.Write(json =>
    {
        json.WriteString("model", model);
        json.WriteStartArray("spectra");
        foreach (var spectrum in reader.Spectra)
            Write(json, reader, spectrum);
        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, TokenReader reader, LayerSpectrum spectrum)
    {
        json.WriteStartObject();
        json.WriteString("layer", spectrum.Layer);
        json.WriteString("direction", spectrum.Direction.Name);
        if (spectrum.Sigma is { } sigma)
            json.WriteNumber("sigma", sigma);
        json.WriteStartArray("pairs");
        for (var pair = 0; pair < spectrum.Pairs.Values.Count; pair++)
        {
            json.WriteStartObject();
            json.WriteNumber("eigenvalue", spectrum.Pairs.Values[pair]);
            ReadingsJson.Write(json, reader.ReadingsOf(spectrum, pair), reader.Names.Texts);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("interactions");
        foreach (var pairs in reader.PairsOf(spectrum))
        {
            Begin(json, pairs);
            Ends(json, "top", pairs.Top);
            Ends(json, "bottom", pairs.Bottom);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("tables");
        foreach (var table in reader.TablesOf(spectrum))
        {
            Begin(json, table);
            json.WriteStartArray("values");
            for (var row = 0; row < table.Values.Rows; row++)
            {
                json.WriteStartArray();
                foreach (var value in table.Values.Row(row))
                    json.WriteNumberValue(value);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter json, TokenInteractions of)
    {
        json.WriteStartObject();
        json.WriteString("map", EnumWords.Of(of.Map));
        if (of.Head < 0)
            return;
        json.WriteString("branch", of.Branch);
        json.WriteNumber("head", of.Head);
    }

    private static void Ends(Utf8JsonWriter json, string end, IReadOnlyList<TokenPair> pairs)
    {
        json.WriteStartArray(end);
        foreach (var pair in pairs)
        {
            json.WriteStartObject();
            json.WriteNumber("first", pair.First);
            json.WriteNumber("second", pair.Second);
            json.WriteNumber("value", pair.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
