using System.Globalization;
using Bilinear.Dsl.Binding;
using Bilinear.Dsl.Bound;

namespace Bilinear.Cli.Output;

/// <summary>The models of a file, each on a line: <c>Mnist(hidden: 300)  image: f32[28, 28] -> digit: f32[10]  418,200 parameters</c>.</summary>
internal static class ModelSummary
{
    private const double Giga = 1e9;

    public static IEnumerable<string> Of(IReadOnlyList<BoundModel> models)
    {
        var rows = models.Select(model => (Name: Name(model), Ports: $"{Ports(model.Inputs)} -> {Ports(model.Outputs)}", Size: Size(model), Memory: Memory(model))).ToList();
        var (names, ports, sizes) = (rows.Max(row => row.Name.Length), rows.Max(row => row.Ports.Length), rows.Max(row => row.Size.Length));
        return rows.Select(row => $"{row.Name.PadRight(names)}  {row.Ports.PadRight(ports)}  {row.Size.PadLeft(sizes)} parameters{row.Memory}");
    }

    private static string Name(BoundModel model) => model.Arguments.Count == 0
        ? model.Name
        : $"{model.Name}({string.Join(", ", model.Arguments.Select(argument => $"{argument.Name}: {argument.Value}"))})";

    private static string Ports(IReadOnlyList<BoundPort> ports) => ports.Count == 1 ? Port(ports[0]) : $"({string.Join(", ", ports.Select(Port))})";

    private static string Port(BoundPort port) => port.Vocabulary == 0
        ? $"{port.Name}: {port.Shape}"
        : $"{port.Name}: token[{port.Vocabulary}][{string.Join(", ", port.Shape.Dims)}]";

    private static string Size(BoundModel model) => Count(model).ToString("N0", CultureInfo.InvariantCulture);

    // Only where it matters. A gradient and two moments stand beside each parameter that is trained.
    private static string Memory(BoundModel model) => Count(model) * (4.0 * sizeof(float)) is >= Giga and var bytes ? string.Create(CultureInfo.InvariantCulture, $", {bytes / Giga:F1} GB with gradients and moments") : "";

    private static long Count(BoundModel model) => model.Parameters.Sum(parameter => parameter.Count);
}
