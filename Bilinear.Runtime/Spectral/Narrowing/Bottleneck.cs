using Bilinear.Data;
using Bilinear.Spectral.Forms;
using Bilinear.Spectral.Narrowing;
using Bilinear.Training;

namespace Bilinear.Spectral;

/// <summary>
/// Narrows the bilinear layers of a model: a layer's U((Wh + b_w) ⊙ (Vh + b_v)) is projected onto the first k left singular vectors
/// of its tensor B = Σ_s σ_s l_s ⊗ R_s, with the linear layers behind it folded in, so that k of the terms of B stay. A residual
/// beside it stays, as does what biases add outside of the tensor's range, and the layers after it run as they are: with all
/// components it is the model.
/// </summary>
public static class Bottleneck
{
    /// <summary>Narrows one layer.</summary>
    /// <param name="layers">The model's bilinear layers in their order, each path from where the one before it ends; one for a model of one layer: <c>[Mnist.BodySvdPlan.Path]</c>.</param>
    /// <param name="layer">The index of the layer that is narrowed, from 0.</param>
    /// <param name="data">The samples to measure on, with targets.</param>
    /// <param name="kept">The numbers of components to try; null tries every number from 1, which is expensive in a deep model.</param>
    /// <param name="cache">Keeps intermediate results for the next call; null to keep nothing. A cache changes no result.</param>
    /// <exception cref="ArgumentException">The paths are not the whole model, the data do not fit, or a number of components is not one of the layer's.</exception>
    public static IReadOnlyList<BottleneckPoint> Curve(ModelWeights weights, IReadOnlyList<QuadraticPath> layers, int layer, DataSet data, IReadOnlyList<int>? kept = null, DecompositionCache? cache = null)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(data);
        return Curve(ParameterReader.Of(weights), layers, layer, data, kept, cache);
    }

    /// <summary>Narrows every layer, one at a time, to 1, 2, 4, … and all of its components.</summary>
    /// <inheritdoc cref="Curve(ModelWeights, IReadOnlyList{QuadraticPath}, int, DataSet, IReadOnlyList{int}?, DecompositionCache?)"/>
    public static BottleneckStudy Measure(ModelWeights weights, IReadOnlyList<QuadraticPath> layers, DataSet data, DecompositionCache? cache = null)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(data);
        return Measure(ParameterReader.Of(weights), layers, data, cache);
    }

    internal static IReadOnlyList<BottleneckPoint> Curve(ParameterReader parameters, IReadOnlyList<QuadraticPath> layers, int layer, DataSet data, IReadOnlyList<int>? kept, DecompositionCache? cache = null)
    {
        using var entered = parameters.Workers.Enter();
        var pass = new BottleneckPass(parameters, layers, data);
        if (layer < 0 || layer >= layers.Count)
            throw new ArgumentOutOfRangeException(nameof(layer), layer, $"There are {layers.Count} layers, 0 … {layers.Count - 1}.");
        var left = pass.Triplets(layer, cache).Left;
        int[] counts = kept is null ? [.. Enumerable.Range(1, left.Rows)] : [.. kept.Distinct().Order()];
        if (counts.Any(count => count < 1 || count > left.Rows))
            throw new ArgumentException($"The layer has {left.Rows} components: 1 to {left.Rows} of them can be kept.", nameof(kept));
        return Points(pass.Run(layer, left, counts).Narrowed, counts);
    }

    internal static BottleneckStudy Measure(ParameterReader parameters, IReadOnlyList<QuadraticPath> layers, DataSet data, DecompositionCache? cache)
    {
        using var entered = parameters.Workers.Enter();
        var pass = new BottleneckPass(parameters, layers, data);
        var (narrowed, whole) = (new List<BottleneckLayer>(), (BottleneckTally?)null);
        for (var layer = 0; layer < layers.Count; layer++)
        {
            var triplets = pass.Triplets(layer, cache);
            var (all, counts) = (triplets.Left.Rows, Doubling(triplets.Left.Rows));
            (whole, var tallies) = pass.Run(layer, triplets.Left, counts);
            narrowed.Add(new BottleneckLayer(NameOf(parameters.Model, layers[layer]), triplets.Values[..all], triplets.SquaredNorm, Points(tallies, counts)));
        }

        var point = whole!.ToPoint(0);
        return new BottleneckStudy(parameters.Model, pass.Output, parameters.Hash(), data, point.Accuracy, point.Loss, whole.LargestOutput, narrowed) { Provenance = parameters.Provenance };
    }

    /// <summary>1, 2, 4, … below <paramref name="all"/>, and this.</summary>
    private static int[] Doubling(int all)
    {
        var counts = new List<int>();
        for (var count = 1L; count < all; count *= 2)
            counts.Add((int)count);
        return [.. counts, all];
    }

    // A layer's weight is called as the layer.
    private static string NameOf(ModelDescription model, QuadraticPath path) => model.Parameters[path.Layer.Weight].Name is var name && name.LastIndexOf('.') is > 0 and var dot ? name[..dot] : name;

    private static IReadOnlyList<BottleneckPoint> Points(BottleneckTally[] tallies, int[] counts) => [.. tallies.Select((tally, index) => tally.ToPoint(counts[index]))];
}
