using System.Globalization;
using Bilinear.Dsl.Bound;

namespace Bilinear.Generators.Emit.Text;

/// <summary>Lines of XML comments.</summary>
internal static class XmlDoc
{
    /// <summary>An element on one line where its text is one line, else with the text between its tags.</summary>
    public static IEnumerable<string> Element(string name, IReadOnlyList<string> lines) => lines.Count == 1
        ? [$"/// <{name}>{Literals.Xml(lines[0].Trim())}</{name}>"]
        : [$"/// <{name}>", .. lines.Select(line => ("/// " + Literals.Xml(line.Trim())).TrimEnd()), $"/// </{name}>"];

    /// <summary><c>image f32[8, 8]</c></summary>
    public static string Port(BoundPort port) =>
        port.Vocabulary > 0 ? $"{port.Name} token[{port.Vocabulary}][{string.Join(", ", port.Shape.Dims)}]" : $"{port.Name} {port.Shape}";

    /// <summary><c>digit f32[10]</c>, and of several <c>(digit f32[10], odd f32[2])</c>.</summary>
    public static string Ports(IReadOnlyList<BoundPort> ports) => ports.Count == 1 ? Port(ports[0]) : $"({string.Join(", ", ports.Select(Port))})";

    /// <summary><c>a</c>, <c>a and b</c>, <c>a, b and c</c>.</summary>
    public static string List(IReadOnlyList<string> items) =>
        items.Count == 1 ? items[0] : $"{string.Join(", ", items.Take(items.Count - 1))} and {items[items.Count - 1]}";

    public static string Thousands(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
