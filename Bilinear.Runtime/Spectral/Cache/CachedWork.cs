using Bilinear.Linalg;
using Bilinear.Spectral.Eigen;
using Bilinear.Spectral.Forms;
using Bilinear.Spectral.Measured;
using Bilinear.Spectral.Svd;
using Bilinear.Training;

namespace Bilinear.Spectral.Cache;

/// <summary>The expensive parts of a decomposition, read from the cache where there is one.</summary>
/// <param name="cache">The cache; null for none.</param>
internal sealed class CachedWork(ModelDescription model, DecompositionCache? cache)
{
    /// <summary>All eigenpairs of the form of every direction.</summary>
    /// <param name="path">The path that the forms were made of.</param>
    public EigenPairs[] Pairs(EigenPlan plan, FoldedPath path, QuadraticForms forms, IReadOnlyList<Direction> directions)
    {
        var side = forms.Coordinates.Rows;
        var arrays = GetOrCompute($"eigenpairs, {plan.Basis} basis, bias {plan.Bias}", [.. path.Numbers(), .. directions.Select(direction => Row([.. direction.Coefficients]))], kept =>
            kept.Length == 2 * directions.Count && kept.Chunk(2).All(pair => HasLengths(pair, side, side * side)), () =>
        [
            .. FormSolver.Decompose(forms, directions)
                .SelectMany(pairs => new[] { pairs.Values as double[] ?? [.. pairs.Values], pairs.Vectors.Values }),
        ]);
        return [.. arrays.Chunk(2).Select(pair => new EigenPairs(pair[0], new Matrix(pair[0].Length, pair[0].Length, pair[1])))];
    }

    public InputMoments Moments(LayerInputs inputs)
    {
        var size = inputs.Coordinates.Rows;
        var arrays = GetOrCompute($"moments over {Key(inputs)}", [inputs.Coordinates, Row(inputs.Offset)], kept => HasLengths(kept, size, size * size), () =>
        {
            var moments = InputMoments.Of(inputs);
            return [moments.Mean, moments.Second.Values];
        });
        return new InputMoments(arrays[0], new Matrix(size, size, arrays[1]));
    }

    public Responses Responses(Matrix vectors, Matrix pictures, LayerInputs inputs, InputMoments moments)
    {
        var found = vectors.Rows * Measured.Responses.Top;
        var arrays = GetOrCompute($"responses of {Key(inputs)}", [vectors, inputs.Coordinates, Row(inputs.Offset)], kept => HasLengths(kept, found, found), () => Measured.Responses.Find(vectors, pictures, inputs));
        return new Responses(vectors, moments.Mean, arrays);
    }

    /// <summary>The singular values, left factors, weights of the hidden units, and the tensor's squared norm.</summary>
    public GramTriplets Triplets(LayerTensor tensor, int? keep)
    {
        Matrix?[] parts = [tensor.W, tensor.V, tensor.Inner, tensor.Outer];
        var arrays = GetOrCompute($"triplets, keep {keep}, {string.Join(", ", parts.Select(part => part is null ? "-" : "x"))}", parts.OfType<Matrix>(), kept =>
            kept.Length == 4 && kept[1].Length / tensor.Outputs is var pairs && pairs <= kept[0].Length && HasLengths(kept, kept[0].Length, pairs * tensor.Outputs, pairs * tensor.W.Rows, 1), () =>
        {
            var computed = GramTriplets.Of(tensor, keep);
            return [computed.Values, computed.Left.Values, computed.Units.Values, [computed.SquaredNorm]];
        });
        return new GramTriplets(
            arrays[0], new Matrix(arrays[1].Length / tensor.Outputs, tensor.Outputs, arrays[1]), new Matrix(arrays[2].Length / tensor.W.Rows, tensor.W.Rows, arrays[2]), arrays[3][0]);
    }

    private double[][] GetOrCompute(string request, IEnumerable<Matrix> inputs, Func<double[][], bool> fits, Func<double[][]> compute) =>
        cache is null ? compute() : cache.GetOrCompute($"{request}\n{model.Name}\n{model.CanonicalText}", inputs, fits, compute);

    private static bool HasLengths(double[][] arrays, params ReadOnlySpan<int> lengths)
    {
        if (arrays.Length != lengths.Length)
            return false;
        for (var index = 0; index < lengths.Length; index++)
        {
            if (arrays[index].Length != lengths[index])
                return false;
        }

        return true;
    }

    private static string Key(LayerInputs inputs) => $"data {inputs.Data.Checksum}";

    private static Matrix Row(double[] values) => new(1, values.Length, values);
}
