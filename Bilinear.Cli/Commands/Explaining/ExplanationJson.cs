using System.Text.Json;
using Bilinear.Cli.Output;
using Bilinear.Spectral;
using Bilinear.Text;

namespace Bilinear.Cli.Commands.Explaining;

/// <summary>An explanation for scripts: one JSON object.</summary>
internal static class ExplanationJson
{
    public static void Write(ShownTerms shown) => Json.Write(json =>
    {
        var explanation = shown.Explanation;
        json.WriteString("model", explanation.Spectra.Model.Name);
        json.WriteString("layer", explanation.Spectra.Name);
        json.WriteString("basis", EnumWords.Of(explanation.Spectra.Basis));
        json.WriteString("order", EnumWords.Of(explanation.Spectra.Order));
        json.WriteString("data", explanation.Data.Name);
        json.WriteNumber("sample", explanation.Sample);
        if (explanation.Label >= 0)
            json.WriteNumber("label", explanation.Label);
        if (explanation.Answer >= 0)
            json.WriteNumber("answer", explanation.Answer);
        json.WriteNumbers("outputs", explanation.Outputs);
        if (explanation.Answer >= 0)
            json.WriteNumbers("probabilities", explanation.Probabilities);
        json.WriteNumber("error", explanation.Error);
        json.WriteStartArray("parts");
        foreach (var part in shown.Parts)
            Write(json, shown, part);
        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, ShownTerms shown, ExplainedOutput part)
    {
        json.WriteStartObject();
        json.WriteString("name", part.Name);
        json.WriteNumber("class", part.Class);
        json.WriteNumber("value", part.Value);
        if (part.Target is { } target)
            json.WriteNumber("target", target);
        if (double.IsFinite(part.Probability))
            json.WriteNumber("probability", part.Probability);
        json.WriteStartArray("terms");
        foreach (var term in shown.Of(part))
            Write(json, term);
        json.WriteEndArray();
        WriteOthers(json, "others_for", shown.Others(part, isPositive: true));
        WriteOthers(json, "others_against", shown.Others(part, isPositive: false));
        json.WriteNumber("linear", part.Linear);
        json.WriteNumber("constant", part.Constant);
        json.WriteNumber("sum", part.Sum);
        json.WriteEndObject();
    }

    private static void WriteOthers(Utf8JsonWriter json, string name, (int Count, double Sum, double Share) others)
    {
        json.WriteStartObject(name);
        json.WriteNumber("count", others.Count);
        json.WriteNumber("sum", others.Sum);
        json.WriteNumber("share", others.Share);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ExplainedTerm term)
    {
        json.WriteStartObject();
        json.WriteNumber("pair", term.Pair);
        json.WriteNumber("term", term.Value);
        json.WriteNumber("share", term.Share);
        json.WriteNumber("eigenvalue", term.Eigenvalue);
        json.WriteNumber("projection", term.Projection);
        if (term.Without is { } without)
        {
            json.WriteStartObject("without");
            json.WriteNumber("probability", without.Probability);
            json.WriteNumber("change", without.Change);
            json.WriteNumber("answer", without.Answer);
            json.WriteBoolean("flips", without.Flips);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }
}
