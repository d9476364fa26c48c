using System.Globalization;
using Bilinear.Dsl.Bound;

namespace Bilinear.Generators.Emit.Text;

/// <summary>What comments say of ports and sizes.</summary>
internal static class XmlDoc
{
    /// <summary><c>image f32[8, 8]</c></summary>
    public static string Port(BoundPort port) =>
        port.Vocabulary > 0 ? $"{port.Name} token[{port.Vocabulary}][{string.Join(", ", port.Shape.Dims)}]" : $"{port.Name} {port.Shape}";

    public static string Thousands(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
