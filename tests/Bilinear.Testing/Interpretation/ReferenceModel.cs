using Bilinear.Dsl.Autodiff;
using Bilinear.Dsl.Binding;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Passes;

namespace Bilinear.Testing.Interpretation;

/// <summary>What a model computes, in double: the measure of generated code.</summary>
/// <param name="Output">Of the forward graph, row by row: no noise.</param>
/// <param name="Loss">Of the training graph, with the noise that was passed.</param>
/// <param name="Gradients">By the parameter's path, in the order of declaration.</param>
public sealed record ReferenceResult(double[] Output, double Loss, IReadOnlyDictionary<string, double[]> Gradients);

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
    /// <param name="target">A label a row for cross-entropy, else a tensor of the output's shape.</param>
    public ReferenceResult Run(
        IReadOnlyDictionary<string, float[]> parameters, ReadOnlySpan<float> input, ReadOnlySpan<float> target, NoiseSource? noise = null)
    {
        var batch = (int)(input.Length / _graphs.Model.Input.Shape.Count);
        var feeds = new Feeds(batch, Widen(input), Widen(target), parameters.ToDictionary(parameter => parameter.Key, parameter => Widen(parameter.Value)));
        var output = Interpreter.Run(_graphs.Forward, feeds)[0];
        var trained = Interpreter.Run(_graphs.Gradient, feeds, noise);
        return new ReferenceResult(
            output.Elements, trained[1].Elements[0],
            _graphs.Model.Parameters.Zip(trained.Skip(2)).ToDictionary(pair => pair.First.Path, pair => pair.Second.Elements));
    }

    private static double[] Widen(ReadOnlySpan<float> values)
    {
        var wide = new double[values.Length];
        for (var i = 0; i < wide.Length; i++)
            wide[i] = values[i];
        return wide;
    }
}
