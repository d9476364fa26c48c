using Bilinear.Linalg;

namespace Bilinear.Spectral.Truncating;

/// <summary>All pairs of one output in the order of a rule, with the extremes of the eigenvalues dropped behind each.</summary>
internal sealed class OrderedPairs
{
    public OrderedPairs(EigenSpectra spectra, int output, TruncationRule rule)
    {
        var order = KeptOrder.Of(spectra, output, rule);
        var all = spectra.Pairs[output];
        Values = [.. order.Select(index => all.Values[index])];
        Vectors = new Matrix(order.Length, all.Vectors.Columns);
        for (var row = 0; row < order.Length; row++)
            all.Vectors.Row(order[row]).CopyTo(Vectors.MutableRow(row));

        Defect = DefectOf(Vectors);
        (Lower, Upper) = (new double[order.Length + 1], new double[order.Length + 1]);
        for (var kept = order.Length - 1; kept >= 0; kept--)
            (Lower[kept], Upper[kept]) = (Math.Min(Lower[kept + 1], Values[kept]), Math.Max(Upper[kept + 1], Values[kept]));
    }

    public double[] Values { get; }

    /// <summary>The eigenvectors, one per row.</summary>
    public Matrix Vectors { get; }

    /// <summary>δ = ‖VVᵀ − I‖: the sum of all (v·ĥ)² is at most (1 + δ)‖ĥ‖².</summary>
    public double Defect { get; }

    /// <summary>min(0, the smallest λ dropped when k are kept), at k: Δ is at least this multiple of the energy that is left.</summary>
    public double[] Lower { get; }

    /// <summary>max(0, the largest λ dropped when k are kept), at k.</summary>
    public double[] Upper { get; }

    private static double DefectOf(Matrix vectors)
    {
        var products = vectors.TimesTransposed(vectors);
        for (var row = 0; row < products.Rows; row++)
            products[row, row] -= 1;
        return Linalg.Vectors.Norm(products.Values);
    }
}
