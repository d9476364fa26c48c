using System.Globalization;
using System.Text;
using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Ir;

/// <summary>
/// Prints a graph: each value on a line as <c>name: type = operator inputs, attributes</c>, then each output on a line.
/// Where several values have one name, the second is printed <c>name~2</c>.
/// </summary>
public static class GraphPrinter
{
    public static string Print(Graph graph)
    {
        var names = UniqueNames(graph);
        var text = new StringBuilder();
        text.Append(graph.Stage.Name).Append(" graph of ").Append(graph.Name).Append('\n');
        foreach (var value in graph.Values)
            text.Append("  ").Append(names[value]).Append(": ").Append(value.Type).Append(" = ").Append(Expression(value, names)).Append('\n');
        foreach (var output in graph.Outputs)
            text.Append("  return ").Append(output.Name).Append(" = ").Append(names[output.Value]).Append(output.Weight == 1 ? "" : $", weight {Number(output.Weight)}").Append('\n');
        return text.ToString();
    }

    internal static Dictionary<Value, string> UniqueNames(Graph graph)
    {
        var uses = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = new Dictionary<Value, string>();
        foreach (var value in graph.Values)
        {
            uses.TryGetValue(value.Name, out var earlier);
            uses[value.Name] = earlier + 1;
            names[value] = earlier == 0 ? value.Name : $"{value.Name}~{earlier + 1}";
        }

        return names;
    }

    private static string Expression(Value value, Dictionary<Value, string> names)
    {
        var inputs = value.Inputs.Select((input, index) => names[input] + (IsTransposed(value.Operator, index) ? "ᵀ" : ""));
        var operands = string.Join(", ", inputs.Concat(Attributes(value.Operator)));
        return operands.Length == 0 ? Mnemonic(value.Operator) : $"{Mnemonic(value.Operator)} {operands}";
    }

    private static bool IsTransposed(Operator op, int input) =>
        op is MatMul product && (input == 0 ? product.TransposeLeft : product.TransposeRight);

    private static string Mnemonic(Operator op) => op is Unary unary ? SnakeCase(unary.Function.ToString()) : op.Mnemonic;

    /// <summary>What the result's type does not show.</summary>
    private static string[] Attributes(Operator op) => op switch
    {
        Input input => [Number(input.Index)],
        Target { Index: > 0 } target => [Number(target.Index)],
        Parameter parameter => [Number(parameter.Index)],
        Slice slice => [$"start {Number(slice.Start)}"],
        Pad pad => [$"start {Number(pad.Start)}"],
        Scale scale => [Number(scale.Factor)],
        RmsNorm { Epsilon: not Bound.BoundRmsNorm.DefaultEpsilon and var epsilon } => [$"eps {Number(epsilon)}"],
        RmsNormAdjoint { Epsilon: not Bound.BoundRmsNorm.DefaultEpsilon and var epsilon } => [$"eps {Number(epsilon)}"],
        BatchScale batch => [batch.Spec.IsPerChannel ? "channel" : "measured", $"eps {Number(batch.Spec.Epsilon)}"],
        BatchScaleAdjoint batch => [batch.Spec.IsPerChannel ? "channel" : "measured"],
        Rotate rotate => [$"heads {Number(rotate.Heads)}", $"base {Number(rotate.Base)}", .. rotate.Inverse ? ["back"] : Array.Empty<string>()],
        Attention attention => Attributes(attention.Shape),
        AttentionLogSums sums => Attributes(sums.Shape),
        AttentionAdjoint adjoint => [$"by {Number(adjoint.Of)}", .. Attributes(adjoint.Shape)],
        LinearCrossEntropyAdjoint adjoint => [$"by {Number(adjoint.Of)}"],
        Noise noise => [$"{KindOf(noise.Spec)} {Number(noise.Spec.Sigma)}", $"layer {Number(noise.Layer)}"],
        _ => [],
    };

    private static string[] Attributes(AttentionShape shape) =>
    [
        $"heads {Number(shape.Heads)}", .. shape.KeyHeads == shape.Heads ? Array.Empty<string>() : [$"key heads {Number(shape.KeyHeads)}"],
        .. shape.IsCausal ? ["causal"] : Array.Empty<string>(), .. shape.Scores == AttentionScores.Softmax ? Array.Empty<string>() : [SnakeCase(shape.Scores.ToString())],
    ];

    private static string KindOf(NoiseSpec spec) => SnakeCase(spec.Kind.ToString());

    private static string SnakeCase(string name) =>
        string.Concat(name.Select((letter, i) => char.IsUpper(letter) && i > 0 ? $"_{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    private static string Number(IFormattable number) => number.ToString(number is double ? "R" : null, CultureInfo.InvariantCulture);
}
