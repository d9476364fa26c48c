using Bilinear.Linalg;

namespace Bilinear.Spectral;

/// <summary>
/// The eigenpairs of interaction matrices: in double up to 128 rows, above in float, whose weights they are made of. What
/// that leaves of orthogonality is measured where something depends on it.
/// </summary>
internal static class FormSolver
{
    // Floats of one batch: larger ones would not fit into an array.
    private const int BatchLength = 1 << 28;

    public static EigenPairs[] Decompose(QuadraticForms forms, IReadOnlyList<Direction> directions)
    {
        var n = forms.Coordinates.Rows;
        return n <= SingleProducts.DoubleSide
            ? SymmetricEigen.Decompose([.. directions.Select(direction => forms.Interaction(direction.Span))])
            : [.. directions.Chunk(Math.Max(1, BatchLength / (n * n))).SelectMany(batch => Single(forms.SingleInteractions(batch), n))];
    }

    private static EigenPairs[] Single(float[] matrices, int n)
    {
        var pairs = new EigenPairs[matrices.Length / (n * n)];
        var (values, vectors) = (new float[pairs.Length * n], GC.AllocateUninitializedArray<float>(matrices.Length));
        SymmetricEigen.Decompose(matrices, n, values, vectors);
        Parallel.For(0, pairs.Length, index => pairs[index] = new EigenPairs(
            Matrix.From(values.AsSpan(index * n, n), n).Values, Matrix.From(vectors.AsSpan(index * n * n, n * n), n)));
        return pairs;
    }
}
