using System.Globalization;
using Bilinear.Dsl.Bound;

namespace Bilinear.Generators.Emit.Text;

/// <summary>What comments say of ports and sizes.</summary>
internal static class XmlDoc
{
    /// <summary><c>image f32[8, 8]</c></summary>
    public static string Port(BoundPort port) =>
        port.Vocabulary > 0 ? $"{port.Name} token[{port.Vocabulary}][{string.Join(", ", port.Shape.Dims)}]" : $"{port.Name} {port.Shape}";

    /// <summary><c>digit f32[10]</c>, and of several <c>(digit f32[10], odd f32[2])</c>.</summary>
    public static string Ports(IReadOnlyList<BoundPort> ports) => ports.Count == 1 ? Port(ports[0]) : $"({string.Join(", ", ports.Select(Port))})";

    /// <summary><c>a</c>, <c>a and b</c>, <c>a, b and c</c>.</summary>
    public static string List(IReadOnlyList<string> items) =>
        items.Count == 1 ? items[0] : $"{string.Join(", ", items.Take(items.Count - 1))} and {items[items.Count - 1]}";

    public static string Floats(long count) => count == 1 ? "one float" : $"{Thousands(count)} floats";

    public static string Thousands(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
