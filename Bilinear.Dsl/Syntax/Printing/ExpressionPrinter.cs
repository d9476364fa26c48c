namespace Bilinear.Dsl.Syntax.Printing;

/// <summary>Values and flows with every operator in front, so that what binds to what can be seen: <c>add(x, pipe(x, mix))</c>.</summary>
internal static class ExpressionPrinter
{
    public static string Print(ValueSyntax value) => value switch
    {
        ListSyntax list => $"[{string.Join(", ", list.Items.Select(Print))}]",
        CallSyntax call => $"{call.Name}({string.Join(", ", call.Arguments.Select(Argument))})",
        ArrowSyntax arrow => $"arrow({Print(arrow.Input)}, {Print(arrow.Output)})",
        ArithmeticSyntax arithmetic => $"chain({Print(arithmetic.First)}{string.Concat(arithmetic.Rest.Select(Operation))})",
        _ => CanonicalExpression.Print(value),
    };

    public static string Print(FlowSyntax flow) => flow switch
    {
        FlowSumSyntax sum => $"add({string.Join(", ", sum.Terms.Select(Print))})",
        FlowPipeSyntax pipe => $"pipe({Print(pipe.Head)}, {string.Join(", ", pipe.Steps)})",
        _ => CanonicalExpression.Print(flow),
    };

    private static string Argument(ArgumentSyntax argument) =>
        argument.Name is null ? Print(argument.Value) : $"{argument.Name}: {Print(argument.Value)}";

    private static string Operation(OperationSyntax operation) =>
        $", {operation.Operator.ToString().ToLowerInvariant()} {Print(operation.Operand)}";
}
