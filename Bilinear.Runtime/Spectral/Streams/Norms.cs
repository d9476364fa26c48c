using Bilinear.Linalg;

namespace Bilinear.Spectral.Streams;

/// <summary>A norm with its numbers; where there is none, r is 1.</summary>
internal static class Norms
{
    /// <summary>r = √(mean x² + epsilon).</summary>
    public static double Scale(StreamNorm? norm, ReadOnlySpan<double> x) => norm is null ? 1 : Math.Sqrt((Vectors.Dot(x, x) / x.Length) + norm.Epsilon);

    /// <summary>weight · diag(gain), whose argument is x / r.</summary>
    public static Matrix Folded(Forms.ParameterReader parameters, StreamNorm? norm, Matrix weight)
    {
        if (norm is not { Gain: >= 0 })
            return weight;
        var gain = parameters.Bias(norm.Gain, weight.Columns);
        for (var row = 0; row < weight.Rows; row++)
            Vectors.Multiply(weight.Row(row), gain, weight.MutableRow(row));
        return weight;
    }

    /// <summary>x / r, row by row.</summary>
    public static Matrix Divided(StreamNorm? norm, Matrix x)
    {
        var divided = Matrix.Uninitialized(x.Rows, x.Columns);
        for (var row = 0; row < x.Rows; row++)
        {
            var scale = 1 / Scale(norm, x.Row(row));
            for (var column = 0; column < x.Columns; column++)
                divided[row, column] = x[row, column] * scale;
        }

        return divided;
    }
}
