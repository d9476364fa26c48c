namespace Bilinear.Dsl.Ir;

/// <summary>What must hold of a graph between two passes. A problem is a mistake in the compiler, never in the program that it compiles.</summary>
public static class GraphVerifier
{
    /// <summary>The graph itself, if nothing is wrong with it.</summary>
    /// <exception cref="ArgumentException">Something is: the message lists it, and the graph.</exception>
    public static Graph Check(Graph graph)
    {
        var problems = Problems(graph);
        return problems.Count == 0 ? graph : throw new ArgumentException(
            $"The {graph.Stage} graph of {graph.Name} is not well formed; mend the pass that made it.\n{string.Join("\n", problems)}\n{GraphPrinter.Print(graph)}", nameof(graph));
    }

    public static IReadOnlyList<string> Problems(Graph graph)
    {
        var problems = new List<string>();
        for (var place = 0; place < graph.Values.Count; place++)
            CheckValue(graph, graph.Values[place], place, problems);
        return [.. problems, .. OfLists(graph), .. OfLoss(graph)];
    }

    // Runs on every value after every pass, so it allocates only where something is wrong.
    private static void CheckValue(Graph graph, Value value, int place, List<string> problems)
    {
        if (value.Id != place)
            problems.Add($"{value} stands at place {place}.");
        if (!graph.Stage.Allows(value.Operator))
            problems.Add($"{value}: a {graph.Stage} graph holds no {value.Operator.Mnemonic}.");
        for (var i = 0; i < value.Inputs.Count; i++)
        {
            if (value.Inputs[i].Id >= place || !Holds(graph, value.Inputs[i]))
                problems.Add($"{value} uses {value.Inputs[i]} before its definition.");
        }

        var inferred = TypeRules.Infer(value.Operator, value.Inputs);
        if (inferred != value.Type)
            problems.Add($"{value}: {value.Operator.Mnemonic} gives {inferred?.ToString() ?? "nothing for these inputs"}.");
        if (value.Operator is Parameter parameter && (parameter.Index >= graph.Parameters.Count || !ReferenceEquals(graph.Parameters[parameter.Index], parameter.Symbol)))
            problems.Add($"{value} is not the model's parameter number {parameter.Index}.");
    }

    private static IEnumerable<string> OfLists(Graph graph)
    {
        if (!graph.Inputs.SequenceEqual(graph.Values.Where(value => value.Operator is Input or Target)))
            yield return "The list of inputs does not hold the graph's inputs.";
        foreach (var output in graph.Outputs.Where(output => !Holds(graph, output.Value)))
            yield return $"The output {output.Name} is not a value of the graph.";

        foreach (var norm in graph.Norms.Where(norm => norm is not null && (norm.Operator is not RmsNorm || !Holds(graph, norm))))
            yield return $"{norm} is no norm of the graph.";
        foreach (var named in graph.Named.Where(named => !Holds(graph, named.Value)))
            yield return $"{named.Name} is not a value of the graph.";
        if (graph.Results.Count + graph.Losses.Count == 0)
            yield return "The graph has no output.";
        if (graph.Stage != StageSpec.Forward && graph.Losses.Count == 0)
            yield return $"A {graph.Stage} graph has no loss.";
        var roles = graph.Outputs.Select(output => output.Role);
        if (!roles.SequenceEqual(graph.Stage.RolesFor(graph.Results.Count, graph.Losses.Count, graph.Parameters.Count)))
            yield return $"The outputs of a {graph.Stage} graph are not {string.Join(", ", roles)}.";
        foreach (var (gradient, parameter) in graph.Gradients.Zip(graph.Parameters, (gradient, parameter) => (gradient, parameter)))
        {
            if (gradient.Type != TensorType.Fixed(parameter.Dims))
                yield return $"{gradient} is no gradient of {parameter.Path}.";
        }
    }

    /// <summary>The adjoint of a loss is seeded with one, so nothing may come after it.</summary>
    private static IEnumerable<string> OfLoss(Graph graph)
    {
        var returned = graph.Outputs.Where(output => output.Role == OutputRole.Loss).Select(output => output.Value).ToList();
        foreach (var loss in graph.Values.Where(value => value.Operator is CrossEntropy or SquaredError or LinearCrossEntropy))
        {
            if (!returned.Contains(loss) || graph.Values.Any(value => value.Inputs.Contains(loss)))
                yield return $"{loss} is a loss: it is returned, and no value uses it.";
        }
    }

    private static bool Holds(Graph graph, Value value) => value.Id < graph.Values.Count && ReferenceEquals(graph.Values[value.Id], value);
}
