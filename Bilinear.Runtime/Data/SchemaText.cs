using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Bilinear.Data;

/// <summary>A schema as the one line of JSON that files of weights carry. By hand, since a serializer needs reflection, of which a trimmed app has little.</summary>
internal static class SchemaText
{
    public static string Write(DataSchema schema)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartArray("columns");
            foreach (var column in schema.Columns)
                Write(json, column);
            json.WriteEndArray();
            json.WriteString("target", schema.Target);
            WriteTexts(json, "classes", schema.Classes);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    /// <summary>Reads what <see cref="Write(DataSchema)"/> wrote; null for anything else.</summary>
    public static DataSchema? Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            var schema = new DataSchema
            {
                Columns = [.. root.GetProperty("columns").EnumerateArray().Select(Column)],
                Target = Text(root.GetProperty("target")),
                Classes = Texts(root.GetProperty("classes")),
            };
            return schema.Columns.All(column => double.IsFinite(column.Mean) && double.IsFinite(column.Deviation) && column.Deviation > 0) ? schema : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            // InvalidOperationException is what an element of another kind raises.
            return null;
        }
    }

    private static void Write(Utf8JsonWriter json, DataColumn column)
    {
        json.WriteStartObject();
        json.WriteString("name", column.Name);
        if (column.IsText)
        {
            WriteTexts(json, "values", column.Values);
        }
        else
        {
            json.WriteNumber("mean", column.Mean);
            json.WriteNumber("deviation", column.Deviation);
        }

        json.WriteEndObject();
    }

    private static DataColumn Column(JsonElement column)
    {
        var name = Text(column.GetProperty("name"));
        return column.TryGetProperty("values", out var values)
            ? new DataColumn(name) { Values = Texts(values) }
            : new DataColumn(name) { Mean = column.GetProperty("mean").GetDouble(), Deviation = column.GetProperty("deviation").GetDouble() };
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static List<string> Texts(JsonElement texts) => [.. texts.EnumerateArray().Select(Text)];

    private static string Text(JsonElement text) => text.GetString() ?? throw new JsonException("A text is null.");
}
