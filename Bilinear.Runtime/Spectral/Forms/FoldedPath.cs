using Bilinear.Linalg;

namespace Bilinear.Spectral.Forms;

/// <summary>
/// A quadratic path with its numbers, where the linear layers on either side are multiplied out:
/// y = U((Wh + b_w) ⊙ (Vh + b_v)) + Sh + t, and h = Ex + e.
/// </summary>
/// <param name="E">[d, n].</param>
/// <param name="W">[m, d]; V has the same shape.</param>
/// <param name="U">[outputs, m].</param>
/// <param name="S">The residual, [outputs, d]; null without one.</param>
internal sealed record FoldedPath(
    Matrix E, double[] InputOffset, Matrix W, double[] BiasW, Matrix V, double[] BiasV, Matrix U, Matrix? S, double[] Constant)
{
    public static FoldedPath Read(ParameterReader parameters, QuadraticPath path)
    {
        var stacked = parameters.Weight(path.Layer.Weight);
        var (m, d) = (stacked.Rows / 2, stacked.Columns);
        var bias = parameters.Bias(path.Layer.Bias, 2 * m);
        var (e, offset) = ReadInput(parameters, path, d);
        var (u, s, constant) = ReadOutput(parameters, path, m, d);
        return new FoldedPath(
            e, offset,
            new Matrix(m, d, stacked.Values[..(m * d)]), bias[..m],
            new Matrix(m, d, stacked.Values[(m * d)..]), bias[m..],
            u, s, constant);
    }

    /// <summary>All numbers of the path in a fixed order.</summary>
    public IEnumerable<Matrix> Numbers() =>
        [E, Row(InputOffset), W, Row(BiasW), V, Row(BiasV), U, S ?? new Matrix(0, 0), Row(Constant)];

    /// <summary>h = Ex + e, one row per sample.</summary>
    public Matrix Latent(Matrix samples) => samples.TimesTransposed(E).AddToRows(InputOffset);

    /// <summary>Wh + b_w and Vh + b_v, one row per sample.</summary>
    public (Matrix Left, Matrix Right) Factors(Matrix h) => (h.TimesTransposed(W).AddToRows(BiasW), h.TimesTransposed(V).AddToRows(BiasV));

    /// <summary>y as a function of h, one row per sample.</summary>
    public Matrix Outputs(Matrix h)
    {
        var (products, right) = Factors(h);
        for (var index = 0; index < products.Values.Length; index++)
            products.Values[index] *= right.Values[index];

        var outputs = products.TimesTransposed(U).AddToRows(Constant);
        if (S is { } residual)
            Vectors.AddScaled(outputs.Values, 1, h.TimesTransposed(residual).Values);
        return outputs;
    }

    /// <summary>The same path with the magnitude of every number.</summary>
    public FoldedPath Magnitudes() => new(
        Absolute(E), Absolute(InputOffset), Absolute(W), Absolute(BiasW), Absolute(V), Absolute(BiasV), Absolute(U), S is null ? null : Absolute(S), Absolute(Constant));

    private static Matrix Absolute(Matrix matrix) => new(matrix.Rows, matrix.Columns, Absolute(matrix.Values));

    private static double[] Absolute(double[] values) => Array.ConvertAll(values, Math.Abs);

    private static Matrix Row(double[] values) => new(1, values.Length, values);

    private static (Matrix E, double[] Offset) ReadInput(ParameterReader parameters, QuadraticPath path, int d)
    {
        Matrix? e = null;
        double[] offset = [];
        foreach (var map in path.Input)
        {
            var weight = parameters.Weight(map.Weight);
            offset = Affine(weight, e is null ? new double[weight.Columns] : offset, parameters.Bias(map.Bias, weight.Rows));
            e = e is null ? weight : weight.Times(e);
        }

        return e is null ? (Matrix.Identity(d), new double[d]) : (e, offset);
    }

    // g ↦ Ag + Sh + t, taken through each map in turn: A ← MA, S ← MS, t ← Mt + b.
    private static (Matrix U, Matrix? S, double[] Constant) ReadOutput(ParameterReader parameters, QuadraticPath path, int m, int d)
    {
        var (u, s, constant) = (Matrix.Identity(m), (Matrix?)null, new double[m]);
        for (var index = 0; ; index++)
        {
            if (index == path.Residual)
                s = Matrix.Identity(d);
            if (index == path.Output.Count)
                return (u, s, constant);

            var map = path.Output[index];
            var weight = parameters.Weight(map.Weight);
            if (parameters.IsDiagonal(map.Weight))
                weight = Diagonal(weight.Row(0));
            u = weight.Times(u);
            s = s is null ? null : weight.Times(s);
            constant = Affine(weight, constant, parameters.Bias(map.Bias, weight.Rows));
        }
    }

    private static double[] Affine(Matrix weight, double[] vector, double[] bias)
    {
        var result = weight.Times(vector);
        Vectors.AddScaled(result, 1, bias);
        return result;
    }

    private static Matrix Diagonal(ReadOnlySpan<double> values)
    {
        var diagonal = new Matrix(values.Length, values.Length);
        for (var index = 0; index < values.Length; index++)
            diagonal[index, index] = values[index];
        return diagonal;
    }
}
