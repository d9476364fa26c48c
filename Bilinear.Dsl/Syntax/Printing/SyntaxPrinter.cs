using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Syntax.Printing;

/// <summary>The tree of a file, one declaration, statement or entry a line: what <c>--stage syntax</c> shows.</summary>
public static class SyntaxPrinter
{
    public static string Print(FileSyntax file)
    {
        var text = new IndentedText(step: 2);
        if (file.Language is not null)
            text.Line($"language {file.Language.Version.Text}");
        if (file.Namespace is not null)
            text.Line($"namespace {file.Namespace.Name.Text}");
        foreach (var declaration in file.Declarations)
        {
            using (text.Under(Title(declaration)))
                PrintInside(declaration, text);
        }
        return text.ToString();
    }

    private static string Title(DeclarationSyntax declaration) => (declaration switch
    {
        BlockSyntax => "block",
        ModelSyntax => "model",
        InstanceSyntax => "instance",
        TrainSyntax => "train",
        DecomposeSyntax => "decompose",
        _ => "unreadable",
    }) + $" {declaration.Name}{(declaration.IsComplete ? "" : " (incomplete)")}";

    private static void PrintInside(DeclarationSyntax declaration, IndentedText text)
    {
        if (declaration.Documentation.Length > 0)
        {
            foreach (var line in declaration.Documentation.Split('\n'))
                text.Line($"documentation {line}".TrimEnd());
        }

        switch (declaration)
        {
            case BlockSyntax block:
                PrintParameters(block.Parameters, text);
                text.Line($"input {block.Input.Name}: {Type(block.Input.Type)}");
                text.Line($"output {Type(block.Output)}");
                PrintBody(block.Body, text);
                break;
            case ModelSyntax model:
                PrintParameters(model.Parameters, text);
                text.Line($"input {model.Input.Name}: {Type(model.Input.Type)}");
                foreach (var output in model.Outputs)
                    text.Line($"output {output.Name}: {Type(output.Type)}");
                PrintBody(model.Body, text);
                break;
            case InstanceSyntax instance:
                text.Line($"base {ExpressionPrinter.Print(instance.Base)}");
                break;
            case TrainSyntax train:
                PrintEntries(train.Entries, text);
                break;
            case DecomposeSyntax decompose:
                PrintEntries(decompose.Entries, text);
                break;
        }
    }

    private static void PrintParameters(IReadOnlyList<ParameterSyntax> parameters, IndentedText text)
    {
        foreach (var parameter in parameters)
            text.Line($"argument {parameter.Name}: {parameter.Type}{(parameter.Default is null ? "" : $" = {ExpressionPrinter.Print(parameter.Default)}")}");
    }

    private static void PrintBody(BodySyntax body, IndentedText text)
    {
        foreach (var statement in body.Statements)
        {
            text.Line(statement switch
            {
                LayerSyntax { Repeat: { } count } layer => $"layer {layer.Name} = repeat({ExpressionPrinter.Print(count)}, {ExpressionPrinter.Print(layer.Call)})",
                LayerSyntax layer => $"layer {layer.Name} = {ExpressionPrinter.Print(layer.Call)}",
                BindingSyntax binding => $"value {binding.Name} = {ExpressionPrinter.Print(binding.Flow)}",
                ReturnSyntax result => $"return {string.Join(", ", result.Flows.Select(ExpressionPrinter.Print))}",
                _ => throw new InvalidOperationException($"The printer does not know {statement.GetType().Name}: add it here."),
            });
        }
    }

    private static void PrintEntries(IReadOnlyList<EntrySyntax> entries, IndentedText text)
    {
        foreach (var entry in entries)
        {
            var line = entry.Value is null ? $"entry {entry.Key}" : $"entry {entry.Key}{(entry.Label is null ? "" : $" {entry.Label}")} = {ExpressionPrinter.Print(entry.Value)}";
            using (text.Under(line))
                PrintEntries(entry.Block ?? [], text);
        }
    }

    private static string Type(TensorTypeSyntax type) =>
        type.Element + string.Concat(type.Sizes.Select(sizes => $"[{string.Join(", ", sizes.Items.Select(ExpressionPrinter.Print))}]"));
}
