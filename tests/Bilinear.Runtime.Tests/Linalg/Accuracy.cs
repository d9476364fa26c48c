using Bilinear.Linalg;

namespace Bilinear.Runtime.Tests.Linalg;

/// <summary>How good eigenpairs are, which they say themselves.</summary>
internal static class Accuracy
{
    /// <summary>What is promised for floats, times √n.</summary>
    public const double Single = 2e-7;

    public static void AssertWithinBounds(float[] matrix, EigenPairs pairs)
    {
        var n = pairs.Vectors.Columns;
        var residual = Residual(Matrix.From(matrix, n), pairs);
        var skew = Skew(pairs.Vectors);
        Assert.True(residual <= Single * Math.Sqrt(n), $"residual {residual / Math.Sqrt(n):g3}·√n");
        Assert.True(skew <= Single * Math.Sqrt(n), $"skew {skew / Math.Sqrt(n):g3}·√n");
    }

    /// <summary>max_i ‖Av_i − λ_iv_i‖ / ‖A‖, ‖A‖ the spectral norm: the largest |λ|, which the leading pairs know as well as all.</summary>
    public static double Residual(Matrix matrix, EigenPairs pairs)
    {
        var scale = matrix.ToArray().Max(Math.Abs);
        if (scale == 0)
            return pairs.Values.Max(Math.Abs);
        var norm = SymmetricEigen.Leading(matrix, 1, SpectrumEnd.Magnitude).Values.Max(Math.Abs) / scale;
        var scaled = new Matrix(matrix.Rows, matrix.Columns, [.. matrix.ToArray().Select(value => value / scale)]);
        var residuals = pairs.Vectors.Times(scaled);
        for (var row = 0; row < pairs.Vectors.Rows; row++)
            Vectors.AddScaled(residuals.MutableRow(row), -pairs.Values[row] / scale, pairs.Vectors.Row(row));
        return Enumerable.Range(0, residuals.Rows).Max(row => Vectors.Norm(residuals.Row(row))) / norm;
    }

    /// <summary>max |VVᵀ − I|.</summary>
    public static double Skew(Matrix vectors)
    {
        var gram = vectors.TimesTransposed(vectors).ToArray();
        return gram.Select((value, index) => Math.Abs(value - (index % (vectors.Rows + 1) == 0 ? 1 : 0))).Max();
    }
}
