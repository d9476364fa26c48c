using Bilinear.Data;
using Bilinear.Linalg;
using Bilinear.Spectral.Cache;
using Bilinear.Spectral.Forms;
using Bilinear.Spectral.Svd;
using Bilinear.Training;
using Bilinear.Training.Loop;

namespace Bilinear.Spectral.Narrowing;

/// <summary>
/// A whole model as a stack of bilinear layers, y = f_n(… f_1(x)), of which one is narrowed: of its branch
/// b = U((Wh + b_w) ⊙ (Vh + b_v)) stays P_k b + (b − P b), where P_k projects onto the first k left singular vectors of its tensor
/// and P onto all of them. What P leaves out is what biases add outside of the tensor's range; the tensor has no part in it.
/// </summary>
internal sealed class BottleneckPass
{
    private const int ChunkRows = 1024;

    private readonly ParameterReader _parameters;
    private readonly IReadOnlyList<QuadraticPath> _layers;
    private readonly FoldedPath[] _stages;
    private readonly DataSet _data;
    private readonly DataTarget _target;

    /// <exception cref="ArgumentException">The paths are not the whole model, or the data do not fit.</exception>
    public BottleneckPass(ParameterReader parameters, IReadOnlyList<QuadraticPath> layers, DataSet data)
    {
        if (layers.Count == 0 || layers.Any(path => path.Caveat is not null) || !layers[0].FromInput || layers[^1].ToOutput is not { } port)
            throw new ArgumentException($"The layers must lead from the input of {parameters.Model.Name} to its output, without a norm.", nameof(layers));
        Output = parameters.Model.Outputs[port];
        DataCheck.FitsInput(parameters.Model, data);
        DataCheck.Fits(parameters.Model, Output, data);
        (_parameters, _layers, _data, _target) = (parameters, layers, data, DataCheck.TargetOf(parameters.Model, Output, data));
        _stages = [.. layers.Select(path => FoldedPath.Read(parameters, path))];
    }

    public OutputInfo Output { get; }

    /// <summary>σ and the left singular vectors of a layer's tensor.</summary>
    public GramTriplets Triplets(int layer, DecompositionCache? cache) => new CachedWork(_parameters.Model, cache).Triplets(LayerTensor.Read(_parameters, _layers[layer]), keep: null);

    /// <param name="left">All left singular vectors of the layer, one row each.</param>
    /// <param name="counts">The numbers of them to keep.</param>
    /// <returns>The whole model, and one tally for each number.</returns>
    public (BottleneckTally Whole, BottleneckTally[] Narrowed) Run(int layer, Matrix left, int[] counts)
    {
        var whole = NewTally();
        var narrowed = Array.ConvertAll(counts, _ => NewTally());
        for (var first = 0; first < _data.Count; first += ChunkRows)
        {
            var inputs = new float[Math.Min(ChunkRows, _data.Count - first) * _data.SampleLength];
            _data.CopyInputs(first, inputs);
            var (branch, beside) = Parts(_stages[layer], Run(_stages[..layer], Matrix.From(inputs, _data.SampleLength)));
            var outputs = Run(_stages[(layer + 1)..], Sum(branch, beside));
            whole.Add(outputs, outputs, first);

            var projections = branch.TimesTransposed(left);
            var fixedPart = Sum(beside, Sum(branch, projections.Times(left), -1));
            for (var index = 0; index < counts.Length; index++)
            {
                var kept = counts[index] == 0 ? fixedPart : Sum(fixedPart, projections.SubColumns(0, counts[index]).Times(left.SubRows(0, counts[index])));
                narrowed[index].Add(Run(_stages[(layer + 1)..], kept), outputs, first);
            }
        }

        return (whole, narrowed);
    }

    private BottleneckTally NewTally() => new(_target, Output.Loss == LossKind.CrossEntropy);

    private static Matrix Run(FoldedPath[] stages, Matrix x) => stages.Aggregate(x, (values, stage) => Parts(stage, values) is var (branch, beside) ? Sum(branch, beside) : values);

    // U((Wh + b_w) ⊙ (Vh + b_v)), and Sh + t, with h = Ex + e; one row a sample.
    private static (Matrix Branch, Matrix Beside) Parts(FoldedPath stage, Matrix x)
    {
        var h = stage.Latent(x);
        var (products, right) = stage.Factors(h);
        Vectors.Multiply(products.Values, right.Values, products.Values);
        var beside = stage.S is { } residual ? h.TimesTransposed(residual) : new Matrix(x.Rows, stage.U.Rows);
        return (products.TimesTransposed(stage.U), beside.AddToRows(stage.Constant));
    }

    // one + factor·other, in a matrix of its own.
    private static Matrix Sum(Matrix one, Matrix other, double factor = 1)
    {
        var sum = new Matrix(one.Rows, one.Columns, [.. one.Values]);
        Vectors.AddScaled(sum.Values, factor, other.Values);
        return sum;
    }
}
