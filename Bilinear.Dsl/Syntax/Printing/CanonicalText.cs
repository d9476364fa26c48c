using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Syntax.Printing;

/// <summary>
/// A program as <c>.bmlp</c> text in its one layout: no <c>//</c> comments, every optional blank and parenthesis decided here.
/// Two files that differ in layout only have one canonical text, so it identifies a model; and a file of weights carries it.
/// Printed and read again it prints the same.
/// </summary>
public static class CanonicalText
{
    public static string Print(FileSyntax file)
    {
        var text = new IndentedText(step: 2);
        text.Line(file.Language is null ? $"language {BmlpParser.LanguageVersion}" : $"language {file.Language.Version.Text}");
        if (file.Namespace is not null)
            text.Line($"namespace {file.Namespace.Name.Text}");
        foreach (var declaration in file.Declarations)
        {
            text.Line();
            Print(declaration, text);
        }

        return text.ToString();
    }

    private static void Print(DeclarationSyntax declaration, IndentedText text)
    {
        if (declaration.Documentation.Length > 0)
        {
            foreach (var line in declaration.Documentation.Split('\n'))
                text.Line($"/// {line}".TrimEnd());
        }

        switch (declaration)
        {
            case BlockSyntax block:
                using (text.Under($"block {block.Name}{Inputs(block.Parameters, block.Input)} -> {Type(block.Output)} {{", "}"))
                    Print(block.Body, text);
                break;
            case ModelSyntax model:
                using (text.Under($"model {model.Name}{Inputs(model.Parameters, model.Input)} -> {Outputs(model.Outputs)} {{", "}"))
                    Print(model.Body, text);
                break;
            case InstanceSyntax instance:
                text.Line($"model {instance.Name} = {CanonicalExpression.Print(instance.Base)}");
                break;
            case TrainSyntax train:
                using (text.Under($"train {train.Name} {{", "}"))
                    Print(train.Entries, text);
                break;
            case DecomposeSyntax decompose:
                using (text.Under($"decompose {decompose.Name} {{", "}"))
                    Print(decompose.Entries, text);
                break;
            case UnreadableSyntax unreadable:
                text.Line($"// {unreadable.Keyword} {unreadable.Name}: not readable");
                break;
        }
    }

    private static void Print(BodySyntax body, IndentedText text)
    {
        foreach (var statement in body.Statements)
        {
            text.Line(statement switch
            {
                LayerSyntax { Repeat: { } count } layer => $"{layer.Name} = repeat {CanonicalExpression.Print(count)} {CanonicalExpression.Print(layer.Call)}",
                LayerSyntax layer => $"{layer.Name} = {CanonicalExpression.Print(layer.Call)}",
                BindingSyntax binding => $"{binding.Name} = {CanonicalExpression.Print(binding.Flow)}",
                ReturnSyntax result => $"return {InParentheses(result.Flows.Select(CanonicalExpression.Print))}",
                _ => throw Unknown(statement),
            });
        }
    }

    private static void Print(IReadOnlyList<EntrySyntax> entries, IndentedText text)
    {
        foreach (var entry in entries)
        {
            var line = entry.Value is null ? entry.Key.Text : $"{entry.Key} {(entry.Label is null ? "" : $"{entry.Label}: ")}{CanonicalExpression.Print(entry.Value)}";
            if (entry.Block is null)
            {
                text.Line(line);
                continue;
            }
            using (text.Under($"{line} {{", "}"))
                Print(entry.Block, text);
        }
    }

    private static string Inputs(IReadOnlyList<ParameterSyntax> parameters, PortSyntax input)
    {
        var list = string.Join(", ", parameters.Select(parameter =>
            $"{parameter.Name}: {parameter.Type}{(parameter.Default is null ? "" : $" = {CanonicalExpression.Print(parameter.Default)}")}"));
        return parameters.Count == 0 ? $"({Port(input)})" : $"({list})({Port(input)})";
    }

    private static string Outputs(IReadOnlyList<PortSyntax> outputs) => InParentheses(outputs.Select(Port));

    /// <summary>Several of a kind; one stands alone.</summary>
    private static string InParentheses(IEnumerable<string> items) => items.ToList() switch
    {
        [var only] => only,
        var all => $"({string.Join(", ", all)})",
    };

    private static string Port(PortSyntax port) => $"{port.Name}: {Type(port.Type)}";

    private static string Type(TensorTypeSyntax type) =>
        type.Element + string.Concat(type.Sizes.Select(sizes => $"[{string.Join(", ", sizes.Items.Select(CanonicalExpression.Print))}]"));

    private static InvalidOperationException Unknown(SyntaxNode node) => new($"The printer does not know {node.GetType().Name}: add it here.");
}
