using Bilinear.Dsl.Autodiff;
using Bilinear.Dsl.Binding;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Passes;

namespace Bilinear.Testing.Interpretation;

/// <summary>What a model computes, in double: the measure of generated code.</summary>
/// <param name="Outputs">The outputs of the forward graph, which has no noise: one array per output of the model, row by row.</param>
/// <param name="Loss">The loss of the training graph with the given noise: the weighted sum over the outputs.</param>
/// <param name="Gradients">By the parameter's path, in the order of declaration.</param>
public sealed record ReferenceResult(IReadOnlyList<double[]> Outputs, double Loss, IReadOnlyDictionary<string, double[]> Gradients);

/// <summary>Runs a bound model through its graphs and the interpreter.</summary>
public sealed class ReferenceModel
{
    private readonly DifferentiatedModel _graphs;

    /// <exception cref="ArgumentException">The model cannot be compiled.</exception>
    public ReferenceModel(BoundModel model)
    {
        var diagnostics = new DiagnosticBag();
        _graphs = DifferentiatedModel.Of(Lower.Run(model), diagnostics)
            ?? throw new ArgumentException(string.Join("\n", diagnostics.InOrder()), nameof(model));
    }

    /// <param name="parameters">By path, each row by row.</param>
    /// <param name="input">Whole samples, one after the other.</param>
    /// <param name="targets">For each output a label a row for cross-entropy, else a tensor of the output's shape.</param>
    public ReferenceResult Run(
        IReadOnlyDictionary<string, float[]> parameters, ReadOnlySpan<float> input, IReadOnlyList<float[]> targets, NoiseSource? noise = null)
    {
        var feeds = FeedsOf(parameters, input, targets);
        var outputs = Interpreter.Run(_graphs.Forward, feeds);
        var trained = Interpreter.Run(_graphs.Gradient, feeds, noise);
        return new ReferenceResult(
            [.. outputs.Select(output => output.Elements)], Interpreter.LossOf(_graphs.Gradient, trained),
            _graphs.Model.Parameters.Zip(trained.Skip(_graphs.Gradient.Results.Count + _graphs.Gradient.Losses.Count)).ToDictionary(pair => pair.First.Path, pair => pair.Second.Elements));
    }

    /// <summary>Runs the forward graph, with other values in the place of those of some names.</summary>
    /// <returns>The outputs, and the value of every name.</returns>
    public (IReadOnlyList<double[]> Outputs, IReadOnlyDictionary<string, double[]> Layers) RunForward(
        IReadOnlyDictionary<string, float[]> parameters, ReadOnlySpan<float> input, IReadOnlyDictionary<string, float[]> replacements)
    {
        var graph = _graphs.Forward;
        var results = Interpreter.RunAll(
            graph, FeedsOf(parameters, input, []), replacements: replacements.ToDictionary(pair => graph.Named.Single(named => named.Name == pair.Key).Value, pair => Widen(pair.Value)));
        return ([.. graph.Outputs.Select(output => results[output.Value.Id].Elements)], graph.Named.ToDictionary(named => named.Name, named => results[named.Value.Id].Elements));
    }

    private Feeds FeedsOf(IReadOnlyDictionary<string, float[]> parameters, ReadOnlySpan<float> input, IReadOnlyList<float[]> targets) => new(
        (int)(input.Length / _graphs.Model.Inputs[0].Shape.Count), Widen(input), [.. targets.Select(target => Widen(target))],
        parameters.ToDictionary(parameter => parameter.Key, parameter => Widen(parameter.Value)));

    private static double[] Widen(ReadOnlySpan<float> values)
    {
        var wide = new double[values.Length];
        for (var i = 0; i < wide.Length; i++)
            wide[i] = values[i];
        return wide;
    }
}
