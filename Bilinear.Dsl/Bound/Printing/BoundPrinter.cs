using System.Text;
using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Bound.Printing;

/// <summary>The stage <c>bound</c> as text: for each model its arguments, parameters with shapes, flow with shapes, training and decompositions.</summary>
public static class BoundPrinter
{
    public static string Print(BoundFile file)
    {
        var text = new StringBuilder();
        if (file.Namespace.Length > 0)
            text.Append("namespace ").Append(file.Namespace).Append('\n');
        foreach (var model in file.Models)
        {
            if (text.Length > 0)
                text.Append('\n');
            Print(model, text);
        }

        return text.ToString();
    }

    private static void Print(BoundModel model, StringBuilder text)
    {
        void Line(int indent, string line) => text.Append(' ', 2 * indent).Append(line).Append('\n');

        foreach (var line in model.Documentation.Length == 0 ? [] : model.Documentation.Split('\n'))
            Line(0, $"/// {line}".TrimEnd());
        Line(0, model.BaseName is null ? $"model {model.Name}" : $"model {model.Name} = {model.BaseName}");
        foreach (var argument in model.Arguments)
            Line(1, $"argument {argument.Name}: {argument.Type} = {argument.Value}");
        foreach (var input in model.Inputs)
            Line(1, $"input {Port(input)}");
        foreach (var output in model.Outputs)
            Line(1, $"output {Port(output)}");
        Line(1, $"parameters {CanonicalNumber.Of(model.Parameters.Sum(parameter => parameter.Count))}");
        foreach (var parameter in model.Parameters)
            Line(2, $"{parameter.Path} [{string.Join(", ", parameter.Dims)}] {Init(parameter)}");
        Line(1, "flow");
        new FlowPrinter(Line).Print(model.Body, 2);
        Line(1, "train");
        foreach (var entry in RecipeText.Train(model.Train, model.Outputs))
            Line(2, entry);
        if (model.Decompose.Count > 0)
            Line(1, "decompose");
        foreach (var request in model.Decompose)
            Line(2, RecipeText.Request(request));
    }

    private static string Port(BoundPort port) => port.Vocabulary == 0
        ? $"{port.Name}: {port.Shape}"
        : $"{port.Name}: token[{CanonicalNumber.Of(port.Vocabulary)}][{string.Join(", ", port.Shape.Dims)}]";

    private static string Init(ParameterSymbol parameter) =>
        parameter.Init == ParameterInit.Ones ? "ones" : $"uniform 1/sqrt({CanonicalNumber.Of(parameter.FanIn)})";
}
