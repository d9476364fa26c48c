using System.Text.Json;
using Bilinear.Cli.Output;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Text;

namespace Bilinear.Cli.Commands.Checking;

/// <summary>What files come to, for editors and scripts: one JSON object with their models and all mistakes.</summary>
internal static class CheckJson
{
    public static void Write(IReadOnlyList<CheckedFile> files) => Json.Write(json =>
    {
        json.WriteStartArray("files");
        foreach (var file in files)
        {
            json.WriteStartObject();
            json.WriteString("file", file.Path);
            json.WriteStartArray("models");
            foreach (var model in file.Models)
                Write(json, model);
            json.WriteEndArray();
            if (file.WhyNone is { } reason)
                json.WriteString("note", reason);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("diagnostics");
        foreach (var file in files)
        {
            foreach (var mistake in file.Mistakes)
                Write(json, file.Path, mistake);
        }
        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, BoundModel model)
    {
        json.WriteStartObject();
        json.WriteString("model", model.Name);
        json.WriteStartObject("arguments");
        foreach (var argument in model.Arguments)
            json.WriteString(argument.Name, argument.Value);
        json.WriteEndObject();
        Write(json, "inputs", model.Inputs);
        Write(json, "outputs", model.Outputs);
        json.WriteNumber("parameters", model.Parameters.Sum(parameter => parameter.Count));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<BoundPort> ports)
    {
        json.WriteStartArray(name);
        foreach (var port in ports)
        {
            json.WriteStartObject();
            json.WriteString("name", port.Name);
            json.WriteNumbers("shape", port.Shape.Dims.Select(size => (double)size));
            if (port.Vocabulary > 0)
                json.WriteNumber("vocabulary", port.Vocabulary);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    // What is not the compiler's, as of a file that cannot be read, has neither number nor place; what is given by --set has no place, and says itself where it stands.
    private static void Write(Utf8JsonWriter json, string file, Mistake mistake)
    {
        var place = mistake is { Source: { } source, Diagnostic: not null } ? source.PositionOf(mistake.Span.Start) : (LinePosition?)null;
        json.WriteStartObject();
        json.WriteString("id", mistake.Diagnostic?.Rule.Id);
        json.WriteString("severity", mistake.Diagnostic is { Rule.IsWarning: true } ? "warning" : "error");
        json.WriteString("file", file);
        Write(json, "line", place?.Line + 1);
        Write(json, "column", place?.Column + 1);
        json.WriteString("message", place is null ? mistake.Sentence : mistake.Diagnostic!.Message);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, int? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }
}
