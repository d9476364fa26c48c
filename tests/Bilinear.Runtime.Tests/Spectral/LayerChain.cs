using Bilinear.Data;
using Bilinear.Runtime.Tests.Linalg;
using Bilinear.Spectral;
using Bilinear.Spectral.Forms;
using Bilinear.Training;

namespace Bilinear.Runtime.Tests.Spectral;

/// <summary>y = head(h₃), h_{k+1} = h_k + g_k(h_k), h₀ = embed(x), with biases everywhere: its parameters, its path, and its forward pass in double by plain loops.</summary>
internal sealed class LayerChain
{
    private readonly bool _hasResidual;
    private readonly List<(string Name, int[] Shape, float[] Values)> _parameters = [];

    /// <param name="bias">Without it the biases are zeros.</param>
    public LayerChain(int inputs = 6, int hidden = 4, int layers = 3, int outputs = 3, bool bias = true, bool residual = true, int seed = 1)
    {
        (Inputs, Hidden, Layers, Outputs, _hasResidual) = (inputs, hidden, layers, outputs, residual);
        var random = new Random(seed);
        Add("embed", hidden, inputs);
        for (var layer = 0; layer < layers; layer++)
            Add($"stack.{layer}.mix", 2 * hidden, hidden);
        Add("head", outputs, hidden);

        void Add(string name, int rows, int columns)
        {
            _parameters.Add(($"{name}.weight", [rows, columns], Draw(rows, columns)));
            _parameters.Add(($"{name}.bias", [rows], bias ? Draw(1, rows) : new float[rows]));
        }

        // Of a size that leaves the outputs, of degree 2ⁿ in x, near 1.
        float[] Draw(int rows, int columns) => Array.ConvertAll(SymmetricMatrices.Random(rows, columns, random).ToSingle(), value => value / MathF.Sqrt(hidden));
    }

    public int Inputs { get; }

    public int Hidden { get; }

    public int Layers { get; }

    public int Outputs { get; }

    public QuadraticPath Path => StageOf(Layers - 1) with { Before = [.. Enumerable.Range(0, Layers - 1).Select(layer => StageOf(layer) with { ToOutput = null })] };

    public ParameterReader Parameters => new(Description(), index => _parameters[index].Values);

    public DataSet Data(int samples, int seed = 7) => DataSet.Labelled(
        "random", [Inputs], SymmetricMatrices.Random(samples, Inputs, new Random(seed)).ToSingle(), [.. Enumerable.Range(0, samples).Select(sample => sample % Outputs)], Outputs);

    public SpectralTree Tree(int branch = int.MaxValue, int budget = int.MaxValue, DataSet? data = null) =>
        SpectralTree.Compute(Parameters, new TreePlan("head", Path) { Branch = branch, Budget = budget }, data);

    /// <summary>Scales what a layer gives, and the weights that read it back; exact in float for a power of two. Without residuals.</summary>
    public void Rescale(int layer, float factor)
    {
        // (sWh) ⊙ (Vh) = s (Wh ⊙ Vh): the rows of W alone.
        var (weight, next) = (_parameters[2 + (2 * layer)].Values, _parameters[4 + (2 * layer)].Values);
        for (var index = 0; index < weight.Length / 2; index++)
            weight[index] *= factor;
        var bias = _parameters[3 + (2 * layer)].Values;
        for (var index = 0; index < bias.Length / 2; index++)
            bias[index] *= factor;
        for (var index = 0; index < next.Length; index++)
            next[index] /= factor;
    }

    /// <summary>The outputs of one sample, in double.</summary>
    public double[] Forward(ReadOnlySpan<float> sample)
    {
        var h = Affine(0, Array.ConvertAll(sample.ToArray(), value => (double)value));
        for (var layer = 0; layer < Layers; layer++)
        {
            var products = Affine(2 + (2 * layer), h);
            h = [.. h.Select((value, index) => (_hasResidual ? value : 0) + (products[index] * products[Hidden + index]))];
        }

        return Affine(2 + (2 * Layers), h);
    }

    private double[] Affine(int weight, double[] vector)
    {
        var (values, columns) = (_parameters[weight].Values, vector.Length);
        return [.. _parameters[weight + 1].Values.Select((bias, row) => bias + Enumerable.Range(0, columns).Sum(column => values[(row * columns) + column] * vector[column]))];
    }

    private QuadraticPath StageOf(int layer) => new(
        layer == 0 ? [new(0, 1)] : [],
        new(2 + (2 * layer), 3 + (2 * layer)),
        layer == Layers - 1 ? [new(2 + (2 * Layers), 3 + (2 * Layers))] : [])
    { Residual = _hasResidual ? 0 : null };

    private ModelDescription Description() => new()
    {
        Name = "Chain",
        Inputs = [new("x", [Inputs])],
        Outputs = [new("y", [Outputs])],
        Parameters = [.. _parameters.Select(parameter => new ParameterInfo(parameter.Name, parameter.Shape, 1, ParameterInit.UniformFanIn))],
        Forward = _ => throw new NotSupportedException(),
        Step = _ => throw new NotSupportedException(),
    };
}
