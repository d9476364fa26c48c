using System.Buffers;
using Bilinear.Linalg;
using Bilinear.Spectral.Forms;

namespace Bilinear.Spectral.Eigen;

/// <summary>
/// Computes the eigenpairs of interaction matrices: in double up to 128 rows, and in float, the type of the weights, above. The
/// remaining error of orthogonality is measured where a result depends on it.
/// </summary>
internal static class FormSolver
{
    // The number of floats of one batch; a larger batch would not fit into an array.
    private const int BatchLength = 1 << 28;

    // An interaction matrix has no eigenpairs where a weight is not finite, and weights are the parameter of every caller.
    private const string Parameter = "weights";

    public static EigenPairs[] Decompose(QuadraticForms forms, IReadOnlyList<Direction> directions)
    {
        var n = forms.Coordinates.Rows;
        return n <= SingleProducts.DoubleSide
            ? SymmetricEigen.Solve([.. directions.Select(direction => forms.Interaction(direction.Span))], null, null, Parameter)
            : [.. directions.Chunk(Math.Max(1, BatchLength / (n * n))).SelectMany(batch => Single(forms.SingleInteractions(batch), n))];
    }

    /// <summary>The leading pairs of interaction matrices, and ‖Q‖² of each.</summary>
    /// <param name="units">u, one row per matrix, one number per hidden unit.</param>
    public static (EigenPairs Pairs, double SquaredNorm)[] Leading(Matrix w, Matrix v, Matrix units, int count, SpectrumEnd end)
    {
        var n = w.Columns;
        if (n <= SingleProducts.DoubleSide)
        {
            var interactions = Interactions.Of(w, v, units);
            return [.. SymmetricEigen.Solve(interactions, count, end, Parameter).Zip(interactions, (pairs, interaction) => (pairs, Vectors.Dot(interaction.Values, interaction.Values)))];
        }

        var batchRows = Math.Max(1, BatchLength / (n * n));
        return [.. Enumerable.Range(0, units.Rows).Chunk(batchRows).SelectMany(batch =>
        {
            var matrices = Interactions.Single(w, v, units.SubRows(batch[0], batch.Length), n);
            var (values, vectors) = (new float[batch.Length * count], new float[batch.Length * count * n]);
            SymmetricEigen.Solve(matrices.Values, n, count, end, values, vectors, Parameter);
            return Widen(values, vectors, matrices.Exponents, n, count).Select((pairs, index) => (pairs, Math.ScaleB(SquaredNorm(matrices.Values.AsSpan(index * n * n, n * n)), 2 * matrices.Exponents[index])));
        })];
    }

    private static EigenPairs[] Single(SingleInteractions matrices, int n)
    {
        var length = matrices.Values.Length;
        var vectors = ArrayPool<float>.Shared.Rent(length);
        var values = new float[length / n];
        SymmetricEigen.Solve(matrices.Values, n, n, null, values, vectors.AsSpan(0, length), Parameter);
        var pairs = Widen(values, vectors, matrices.Exponents, n, n);
        ArrayPool<float>.Shared.Return(vectors);
        return pairs;
    }

    private static EigenPairs[] Widen(float[] values, float[] vectors, int[] exponents, int n, int count)
    {
        var pairs = new EigenPairs[values.Length / count];
        Workers.For(pairs.Length, index =>
        {
            var wide = Matrix.From(values.AsSpan(index * count, count), count).Values;
            Vectors.Scale(wide, exponents[index]);
            pairs[index] = new EigenPairs(wide, Matrix.From(vectors.AsSpan(index * count * n, count * n), n));
        });
        return pairs;
    }

    private static double SquaredNorm(ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += (double)value * value;
        return sum;
    }
}
