using System.Text;
using System.Text.Json;

namespace Bilinear.Cli.Output;

/// <summary>One JSON object on a line of standard output, for scripts.</summary>
internal static class Json
{
    public static void Write(Action<Utf8JsonWriter> write)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        Console.Out.WriteLine(Encoding.UTF8.GetString(line.ToArray()));
    }

    /// <summary>A number, or null for what is none, of which JSON has none.</summary>
    public static void WriteNumberOrNull(this Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        json.WriteNumberOrNull(value);
    }

    /// <inheritdoc cref="WriteNumberOrNull(Utf8JsonWriter, string, double)"/>
    public static void WriteNumberOrNull(this Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumberValue(value);
        else
            json.WriteNullValue();
    }

    public static void WriteNumbers(this Utf8JsonWriter json, string name, IEnumerable<double> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteNumberOrNull(value);
        json.WriteEndArray();
    }
}
