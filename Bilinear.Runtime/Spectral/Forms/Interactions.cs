using Bilinear.Linalg;

namespace Bilinear.Spectral;

/// <summary>Interaction matrices Q_u = ½(Wᵀdiag(u)V + Vᵀdiag(u)W): one product each, in float where they are large, symmetric to the last bit.</summary>
internal static class Interactions
{
    // Squares of a matrix that lie in the cache together with their mirror images.
    private const int Square = 32;

    /// <param name="units">u, one row a matrix, one number a hidden unit.</param>
    public static Matrix[] Of(Matrix w, Matrix v, Matrix units)
    {
        var transposed = w.Transpose();
        var scaled = new Matrix(transposed.Rows, transposed.Columns);
        var interactions = new Matrix[units.Rows];
        using var single = v.Columns > SingleProducts.DoubleSide ? new SingleProducts() : null;
        for (var index = 0; index < interactions.Length; index++)
        {
            // Wᵀdiag(u)
            for (var row = 0; row < scaled.Rows; row++)
                Vectors.Multiply(transposed.Row(row), units.Row(index), scaled.MutableRow(row));
            interactions[index] = single?.Multiply(scaled, v) ?? scaled.Times(v);
        }

        Parallel.ForEach(interactions, Symmetrize);
        return interactions;
    }

    // P ← ½(P + Pᵀ)
    private static void Symmetrize(Matrix matrix)
    {
        var (n, values) = (matrix.Rows, matrix.Values);
        for (var first = 0; first < n; first += Square)
        {
            for (var left = 0; left <= first; left += Square)
            {
                for (var row = first; row < Math.Min(n, first + Square); row++)
                {
                    for (var column = left; column < Math.Min(left + Square, row); column++)
                        values[(row * n) + column] = values[(column * n) + row] = 0.5 * (values[(row * n) + column] + values[(column * n) + row]);
                }
            }
        }
    }
}
