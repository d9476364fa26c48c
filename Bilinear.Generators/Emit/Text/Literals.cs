using System.Globalization;
using Bilinear.Text;

namespace Bilinear.Generators.Emit.Text;

/// <summary>C# literals that read back as the same value on every runtime, in the invariant culture.</summary>
internal static class Literals
{
    public static string Double(double value)
    {
        if (double.IsNaN(value))
            return "double.NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity";
        var text = Shortest(value, 15, 17, digits => double.Parse(digits, CultureInfo.InvariantCulture).Equals(value));
        return text.IndexOfAny(['.', 'e']) < 0 ? text + ".0" : text;
    }

    public static string Float(double value)
    {
        var single = (float)value;
        if (float.IsNaN(single))
            return "float.NaN";
        if (float.IsInfinity(single))
            return single > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity";
        return Shortest(single, 6, 9, digits => float.Parse(digits, CultureInfo.InvariantCulture).Equals(single)) + "f";
    }

    /// <summary>The C# type of the constant of an argument.</summary>
    /// <param name="type">The argument's type as the language writes it.</param>
    public static string TypeOf(string type) => type switch
    {
        "dim" => "int",
        "int" => "long",
        "f32" => "float",
        "bool" => "bool",
        _ => "string",
    };

    public static string Integer(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A regular string literal. What foreign text shows for a character that could hide, <c>\u001B</c>, is its escape in C#.</summary>
    public static string String(string value) =>
        $"\"{ForeignText.Clean(value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\r", "\\r").Replace("\t", "\\t"))}\"";

    /// <summary>A raw string literal over several lines: what a person wrote is read as it was written.</summary>
    public static IEnumerable<string> RawString(string value, string end)
    {
        var longest = 0;
        var run = 0;
        foreach (var c in value)
        {
            run = c == '"' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }
        var quotes = new string('"', Math.Max(3, longest + 1));
        return new[] { quotes }.Concat(value.TrimEnd('\n').Split('\n')).Concat([quotes + end]);
    }

    /// <summary>Text for an XML comment.</summary>
    public static string Xml(string text) => ForeignText.Clean(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    // G15 to G17 (G6 to G9 for floats): the runtimes disagree about the shortest form, so it is looked for.
    private static string Shortest(IFormattable value, int from, int to, Func<string, bool> readsBack)
    {
        for (var digits = from; digits < to; digits++)
        {
            var text = value.ToString("G" + digits, CultureInfo.InvariantCulture);
            if (readsBack(text))
                return Plain(text);
        }
        return Plain(value.ToString("G" + to, CultureInfo.InvariantCulture));
    }

    /// <summary><c>1E-08</c> as a person writes it: <c>1e-8</c>.</summary>
    private static string Plain(string number)
    {
        var parts = number.Split('E');
        return parts.Length == 1 ? number : $"{parts[0]}e{Integer(int.Parse(parts[1], CultureInfo.InvariantCulture))}";
    }
}
