using System.Text;
using Bilinear.Text;

namespace Bilinear.Dsl.Syntax.Printing;

/// <summary>Values and flows in the canonical text: parentheses only where the tree would be another without them.</summary>
internal static class CanonicalExpression
{
    public static string Print(ValueSyntax value)
    {
        var text = new StringBuilder();
        Append(value, text);
        return text.ToString();
    }

    public static string Print(FlowSyntax flow)
    {
        var text = new StringBuilder();
        Append(flow, text);
        return text.ToString();
    }

    private static void Append(ValueSyntax value, StringBuilder text)
    {
        switch (value)
        {
            case NumberSyntax number:
                text.Append(number.Text);
                break;
            case QuotedSyntax quoted:
                text.Append(QuotedText.Write(quoted.Text));
                break;
            case PathSyntax path:
                text.Append(path.Text);
                break;
            case BoolSyntax word:
                text.Append(word.Value ? "true" : "false");
                break;
            case GateSyntax gate:
                text.Append(gate.Gate.ToString().ToLowerInvariant());
                break;
            case ListSyntax list:
                text.Append('[');
                AppendList(list.Items, Append, text);
                text.Append(']');
                break;
            case CallSyntax call:
                text.Append(call.Name).Append('(');
                AppendList(call.Arguments, Append, text);
                text.Append(')');
                break;
            case ArrowSyntax arrow:
                Append(arrow.Input, text);
                text.Append(" -> ");
                Append(arrow.Output, text);
                break;
            case ArithmeticSyntax arithmetic:
                Append(arithmetic, text);
                break;
            default:
                throw new InvalidOperationException($"The printer does not know {value.GetType().Name}: add it here.");
        }
    }

    private static void Append(ArgumentSyntax argument, StringBuilder text)
    {
        if (argument.Name is not null)
            text.Append(argument.Name).Append(": ");
        Append(argument.Value, text);
    }

    private static void Append(ArithmeticSyntax arithmetic, StringBuilder text)
    {
        AppendOperand(arithmetic.First, IsProduct(arithmetic), text);
        foreach (var operation in arithmetic.Rest)
        {
            text.Append(Sign(operation.Operator));
            AppendOperand(operation.Operand, IsProduct(arithmetic), text);
        }
    }

    private static void AppendOperand(ValueSyntax operand, bool inProduct, StringBuilder text)
    {
        var bindsTighter = operand is not ArithmeticSyntax inner || (IsProduct(inner) && !inProduct);
        if (!bindsTighter)
            text.Append('(');
        Append(operand, text);
        if (!bindsTighter)
            text.Append(')');
    }

    private static bool IsProduct(ArithmeticSyntax arithmetic) =>
        arithmetic.Rest[0].Operator is ArithmeticOperator.Multiply or ArithmeticOperator.Divide;

    private static string Sign(ArithmeticOperator applied) => applied switch
    {
        ArithmeticOperator.Add => " + ",
        ArithmeticOperator.Subtract => " - ",
        ArithmeticOperator.Multiply => " * ",
        _ => " / ",
    };

    private static void Append(FlowSyntax flow, StringBuilder text)
    {
        switch (flow)
        {
            case FlowNameSyntax name:
                text.Append(name.Name);
                break;
            case FlowSumSyntax sum:
                AppendTerm(sum.Terms[0], parenthesized: sum.Terms[0] is not FlowNameSyntax, text);
                foreach (var term in sum.Terms.Skip(1))
                {
                    text.Append(" + ");
                    AppendTerm(term, parenthesized: term is not FlowNameSyntax, text);
                }

                break;
            case FlowPipeSyntax pipe:
                AppendTerm(pipe.Head, parenthesized: pipe.Head is FlowPipeSyntax, text);
                foreach (var step in pipe.Steps)
                    text.Append(" |> ").Append(step);
                break;
        }
    }

    private static void AppendTerm(FlowSyntax term, bool parenthesized, StringBuilder text)
    {
        if (parenthesized)
            text.Append('(');
        Append(term, text);
        if (parenthesized)
            text.Append(')');
    }

    private static void AppendList<T>(IReadOnlyList<T> items, Action<T, StringBuilder> append, StringBuilder text)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
                text.Append(", ");
            append(items[i], text);
        }
    }
}
