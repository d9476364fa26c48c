using Bilinear.Dsl.Kernels;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit.Calls;

/// <summary>Prints a scalar expression with no more parentheses than it needs.</summary>
internal sealed class ScalarPrinter((string Left, string Right) accumulators, IReadOnlyList<string> inputs)
{
    private readonly Dictionary<ScalarExpression, string> _names = [];

    private enum Precedence { Sum, Product, Primary }

    /// <summary>From here on the expression is printed as this name.</summary>
    public void Name(ScalarExpression expression, string name) => _names[expression] = name;

    public string Print(ScalarExpression expression) => Print(expression, Precedence.Sum);

    private string Print(ScalarExpression expression, Precedence context) => expression switch
    {
        _ when _names.TryGetValue(expression, out var name) => name,
        LeftAccumulator => accumulators.Left,
        RightAccumulator => accumulators.Right,
        InputElement input => inputs[input.Index],
        Constant constant => $"TVector.Create({Literals.Float(constant.Value)})",
        Sum sum => Parenthesise($"{Print(sum.Left, Precedence.Sum)} + {Print(sum.Right, Precedence.Product)}", context > Precedence.Sum),
        Times times => Parenthesise($"{Print(times.Left, Precedence.Product)} * {Print(times.Right, Precedence.Primary)}", context > Precedence.Product),
        Apply apply => $"global::Bilinear.Kernels.Pointwise.{apply.Function}({Print(apply.Argument, Precedence.Sum)})",
        _ => throw new InvalidOperationException($"An epilogue holds {expression.GetType().Name}, which has no C# form."),
    };

    private static string Parenthesise(string text, bool needed) => needed ? $"({text})" : text;
}
