using System.Text.Json;
using Bilinear.Cli.Commands.Spectra.Tokens;
using Bilinear.Cli.Output;
using Bilinear.Reports.Explaining.Texts;
using Bilinear.Reports.Texts;
using Bilinear.Spectral;
using Bilinear.Spectral.Explaining;
using Bilinear.Text;

namespace Bilinear.Cli.Commands.Explaining.Texts;

/// <summary>A text's logit for scripts: one JSON object, with every term.</summary>
internal static class TextExplanationJson
{
    public static void Write(string model, ShownText shown, StreamTree? tree) => Json.Write(json =>
    {
        var explanation = shown.Explanation;
        json.WriteString("model", model);
        json.WriteStartArray("tokens");
        foreach (var token in explanation.Tokens)
            json.WriteNumberValue(token);
        json.WriteEndArray();
        json.WriteNumber("position", explanation.Position);
        var most = Exactness.ArgMax([.. explanation.Logits]);
        json.WriteStartObject("most_probable");
        json.WriteNumber("token", most);
        json.WriteString("text", shown.Tokens.TextOf(most));
        json.WriteNumber("probability", Answers.Probability([.. explanation.Logits], most));
        json.WriteEndObject();
        json.WriteString("direction", explanation.Direction.Name);
        json.WriteNumber("value", explanation.Value);
        json.WriteNumber("sum", explanation.Sum);
        json.WriteNumber("error", explanation.Error);
        json.WriteNumber("scale", explanation.Scale);
        json.WriteNumbers("branch_scales", explanation.BranchScales);
        json.WriteStartArray("terms");
        foreach (var term in explanation.Terms)
            Write(json, term, shown.Leading.Contains(term) ? shown.ReadingsOf(term) : [], shown.Tokens);
        json.WriteEndArray();
        if (tree is not null)
            StreamTreeJson.Write(json, tree);
    });

    private static void Write(Utf8JsonWriter json, LogitTerm term, IReadOnlyList<TokenReading> readings, TokenTexts tokens)
    {
        json.WriteStartObject();
        json.WriteString("kind", EnumWords.Of(term.Kind));
        if (term.Branch.Length > 0)
            json.WriteString("branch", term.Branch);
        if (term.Index >= 0)
            json.WriteNumber(term.Kind == LogitTermKind.AttentionHead ? "head" : "pair", term.Index);
        json.WriteNumber("term", term.Value);
        if (term.Change is { } change)
            json.WriteNumber("change", change);
        if (term.Kind == LogitTermKind.Eigenvector)
        {
            json.WriteNumber("eigenvalue", term.Eigenvalue);
            json.WriteNumber("projection", term.Projection);
        }

        if (term.Sources.Count > 0)
            WriteSources(json, term);
        if (readings.Count > 0)
            ReadingsJson.Write(json, readings, tokens);
        json.WriteEndObject();
    }

    private static void WriteSources(Utf8JsonWriter json, LogitTerm term)
    {
        json.WriteStartArray("sources");
        foreach (var source in term.Sources)
        {
            json.WriteStartObject();
            json.WriteNumber("position", source.Position);
            json.WriteNumber("weight", source.Weight);
            json.WriteNumber("term", source.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
