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

    public static EigenPairs[] Decompose(IReadOnlyList<Matrix> forms)
    {
        var n = forms[0].Rows;
        return n <= SingleProducts.DoubleSide
            ? SymmetricEigen.Decompose(forms)
            : [.. forms.Chunk(Math.Max(1, BatchLength / (n * n))).SelectMany(batch => Single(batch, n))];
    }

    private static EigenPairs[] Single(Matrix[] forms, int n)
    {
        var matrices = GC.AllocateUninitializedArray<float>(forms.Length * n * n);
        Parallel.For(0, forms.Length, index => SingleProducts.Narrow(forms[index].Values).CopyTo(matrices.AsSpan(index * n * n)));
        var (values, vectors) = (new float[forms.Length * n], GC.AllocateUninitializedArray<float>(matrices.Length));
        SymmetricEigen.Decompose(matrices, n, values, vectors);
        var pairs = new EigenPairs[forms.Length];
        Parallel.For(0, pairs.Length, index => pairs[index] = new EigenPairs(
            SingleProducts.Widen(values[(index * n)..((index + 1) * n)]), new Matrix(n, n, SingleProducts.Widen(vectors[(index * n * n)..((index + 1) * n * n)]))));
        return pairs;
    }
}
