using Bilinear.Data;
using Bilinear.Linalg;
using Bilinear.Spectral.Cache;
using Bilinear.Spectral.Forms;
using Bilinear.Spectral.Svd;
using Bilinear.Training;
using Bilinear.Training.Loop;

namespace Bilinear.Spectral;

/// <summary>The quality of a model whose bilinear layer is narrowed to few singular components.</summary>
/// <param name="Kept">The number of components that the layer keeps.</param>
/// <param name="Accuracy">The share of samples whose largest output is the label's; NaN for data without labels.</param>
/// <param name="Agreement">The share of samples whose largest output is the same as in the whole model.</param>
public sealed record BottleneckPoint(int Kept, double Accuracy, double Agreement);

/// <summary>
/// Bottleneck curves: a layer's U((Wh + b_w) ⊙ (Vh + b_v)) is projected onto the first k left singular vectors of its tensor, with
/// the linear layers behind it folded in; a residual beside it stays, and the layers after it run as they are.
/// </summary>
public static class Bottleneck
{
    private const int ChunkRows = 1024;

    /// <param name="layers">The model's bilinear layers in their order, each path from where the one before it ends; one for a model of one layer: <c>[Mnist.BodySvdPlan.Path]</c>.</param>
    /// <param name="layer">The index of the layer that is narrowed, from 0.</param>
    /// <param name="data">The samples to measure on.</param>
    /// <param name="kept">The numbers of components to try; null tries every number from 1, which is expensive in a deep model.</param>
    /// <param name="cache">Keeps intermediate results for the next call; null to keep nothing. A cache changes no result.</param>
    /// <exception cref="ArgumentException">The paths are not the whole model, the data have another shape, or a number of components is not one of the layer's.</exception>
    public static IReadOnlyList<BottleneckPoint> Curve(ModelWeights weights, IReadOnlyList<QuadraticPath> layers, int layer, DataSet data, IReadOnlyList<int>? kept = null, DecompositionCache? cache = null)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(data);
        return Curve(ParameterReader.Of(weights), layers, layer, data, kept, cache);
    }

    internal static IReadOnlyList<BottleneckPoint> Curve(ParameterReader parameters, IReadOnlyList<QuadraticPath> layers, int layer, DataSet data, IReadOnlyList<int>? kept, DecompositionCache? cache = null)
    {
        if (layers.Count == 0 || layers.Any(path => path.Caveat is not null) || !layers[0].FromInput || layers[^1].ToOutput is not { } port)
            throw new ArgumentException($"The layers must lead from the input of {parameters.Model.Name} to its output, without a norm.", nameof(layers));
        if (layer < 0 || layer >= layers.Count)
            throw new ArgumentOutOfRangeException(nameof(layer), layer, $"There are {layers.Count} layers, 0 … {layers.Count - 1}.");
        DataCheck.FitsInput(parameters.Model, data);
        var labels = DataCheck.LabelsOf(parameters.Model, port, data);

        var left = new CachedWork(parameters.Model, cache).Triplets(LayerTensor.Read(parameters, layers[layer]), keep: null).Left;
        var counts = kept is null ? [.. Enumerable.Range(1, left.Rows)] : kept.Distinct().Order().ToArray();
        if (counts.Any(count => count < 1 || count > left.Rows))
            throw new ArgumentException($"The layer has {left.Rows} components: 1 to {left.Rows} of them can be kept.", nameof(kept));

        var stages = layers.Select(path => FoldedPath.Read(parameters, path)).ToArray();
        var (correct, agreeing) = (new int[counts.Length], new int[counts.Length]);
        for (var first = 0; first < data.Count; first += ChunkRows)
        {
            var inputs = new float[Math.Min(ChunkRows, data.Count - first) * data.SampleLength];
            data.CopyInputs(first, inputs);
            var parts = Parts(stages[layer], Run(stages[..layer], Matrix.From(inputs, data.SampleLength)));
            var projections = parts.Branch.TimesTransposed(left);
            var answers = Answers(Run(stages[(layer + 1)..], Sum(parts)));
            for (var index = 0; index < counts.Length; index++)
            {
                var narrowed = projections.SubColumns(0, counts[index]).Times(left.SubRows(0, counts[index]));
                var found = Answers(Run(stages[(layer + 1)..], Sum((narrowed, parts.Beside))));
                agreeing[index] += found.Zip(answers, (a, b) => a == b ? 1 : 0).Sum();
                correct[index] += labels is null ? 0 : found.Where((answer, row) => answer == labels.Labels[first + row]).Count();
            }
        }

        return [.. counts.Select((count, index) => new BottleneckPoint(count, labels is null ? double.NaN : correct[index] / (double)data.Count, agreeing[index] / (double)data.Count))];
    }

    private static Matrix Run(FoldedPath[] stages, Matrix x) => stages.Aggregate(x, (values, stage) => Sum(Parts(stage, values)));

    // U((Wh + b_w) ⊙ (Vh + b_v)), and Sh + t, with h = Ex + e; one row a sample.
    private static (Matrix Branch, Matrix Beside) Parts(FoldedPath stage, Matrix x)
    {
        var h = stage.Latent(x);
        var (products, right) = stage.Factors(h);
        Vectors.Multiply(products.Values, right.Values, products.Values);
        var beside = stage.S is { } residual ? h.TimesTransposed(residual) : new Matrix(x.Rows, stage.U.Rows);
        return (products.TimesTransposed(stage.U), beside.AddToRows(stage.Constant));
    }

    private static Matrix Sum((Matrix Branch, Matrix Beside) parts)
    {
        Vectors.AddScaled(parts.Branch.Values, 1, parts.Beside.Values);
        return parts.Branch;
    }

    private static int[] Answers(Matrix outputs) => [.. Enumerable.Range(0, outputs.Rows).Select(row => Exactness.ArgMax(outputs.Row(row)))];
}
