using System.Globalization;
using Bilinear.Dsl.Ir;

namespace Bilinear.Dsl.Kernels;

/// <summary>How tightly a piece of a formula holds together.</summary>
public enum Precedence { Sum, Product, Hadamard, Atom }

/// <summary>A piece of a formula.</summary>
public sealed record Term(string Text, Precedence Precedence = Precedence.Atom);

/// <summary>Prints an epilogue's expression as a formula: <c>silu(l + bias) ⊙ r</c>.</summary>
/// <param name="names">Gives what to print for an expression in place of its parts; it has to for accumulators and inputs.</param>
internal sealed class ExpressionPrinter(Func<ScalarExpression, Term?> names)
{
    public string Print(ScalarExpression expression) => TermOf(expression).Text;

    private Term TermOf(ScalarExpression expression) => names(expression) ?? expression switch
    {
        Sum sum => new Term($"{Operand(sum.Left, Precedence.Sum)} + {Operand(sum.Right, Precedence.Sum)}", Precedence.Sum),
        Times { Left: Constant factor } scaled => new Term($"{Number(factor)}·{Operand(scaled.Right, Precedence.Atom)}", Precedence.Product),
        Times times => new Term($"{Operand(times.Left, Precedence.Hadamard)} ⊙ {Operand(times.Right, Precedence.Hadamard)}", Precedence.Hadamard),
        Apply apply => new Term($"{NameOf(apply.Function)}({Print(apply.Argument)})"),
        Constant constant => new Term(Number(constant)),
        _ => throw new ArgumentException($"{expression} has no name here; give it one.", nameof(expression)),
    };

    private string Operand(ScalarExpression expression, Precedence weakest)
    {
        var term = TermOf(expression);
        return term.Precedence >= weakest ? term.Text : $"({term.Text})";
    }

    private static string Number(Constant constant) => constant.Value.ToString("R", CultureInfo.InvariantCulture);

    private static string NameOf(PointwiseFunction function) => function switch
    {
        PointwiseFunction.ReluDerivative => "relu′",
        PointwiseFunction.SiluDerivative => "silu′",
        PointwiseFunction.GeluDerivative => "gelu′",
        PointwiseFunction.Logistic => "σ",
        PointwiseFunction.LogisticDerivative => "σ′",
        _ => function.ToString().ToLowerInvariant(),
    };
}
