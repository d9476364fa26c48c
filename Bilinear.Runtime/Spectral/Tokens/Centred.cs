using Bilinear.Linalg;

namespace Bilinear.Spectral.Tokens;

/// <summary>A row for each token, less the mean of all rows, with the lengths of what is left.</summary>
internal sealed record Centred(Matrix Rows, double[] Mean, double[] Lengths)
{
    public static Centred Of(Matrix rows)
    {
        var mean = new double[rows.Columns];
        for (var row = 0; row < rows.Rows; row++)
            Vectors.AddScaled(mean, 1.0 / rows.Rows, rows.Row(row));
        var centred = new Matrix(rows.Rows, rows.Columns, rows.ToArray()).AddToRows([.. mean.Select(value => -value)]);
        return new Centred(centred, mean, [.. Enumerable.Range(0, rows.Rows).Select(row => Vectors.Norm(centred.Row(row)))]);
    }
}
