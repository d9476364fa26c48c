using Bilinear.Linalg;

namespace Bilinear.Runtime.Tests.Linalg;

/// <summary>How good eigenpairs are, which they say themselves.</summary>
internal static class Accuracy
{
    /// <summary>max_i ‖Av_i − λ_iv_i‖ / ‖A‖, ‖A‖ the Frobenius norm.</summary>
    public static double Residual(Matrix matrix, EigenPairs pairs)
    {
        var scale = matrix.ToArray().Max(Math.Abs);
        if (scale == 0)
            return pairs.Values.Max(Math.Abs);
        var scaled = new Matrix(matrix.Rows, matrix.Columns, [.. matrix.ToArray().Select(value => value / scale)]);
        var norm = Math.Sqrt(scaled.ToArray().Sum(value => value * value));
        var products = pairs.Vectors.Times(scaled);
        return Enumerable.Range(0, pairs.Vectors.Rows).Max(row => Math.Sqrt(
            products.Row(row).ToArray().Zip(pairs.Vectors.Row(row).ToArray(), (left, right) => left - (pairs.Values[row] / scale * right)).Sum(difference => difference * difference))) / norm;
    }

    /// <summary>max |VVᵀ − I|.</summary>
    public static double Skew(Matrix vectors)
    {
        var gram = vectors.TimesTransposed(vectors).ToArray();
        return gram.Select((value, index) => Math.Abs(value - (index % (vectors.Rows + 1) == 0 ? 1 : 0))).Max();
    }
}
