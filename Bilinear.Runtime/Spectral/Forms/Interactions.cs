using System.Runtime.CompilerServices;
using Bilinear.Linalg;

namespace Bilinear.Spectral.Forms;

/// <summary>Interaction matrices Q_u = ½(Wᵀdiag(u)V + Vᵀdiag(u)W): one product each, in float where they are large, symmetric to the last bit.</summary>
internal static class Interactions
{
    // Squares of a matrix that lie in the cache together with their mirror images.
    private const int Square = 32;

    /// <param name="units">u, one row per matrix, one number per hidden unit.</param>
    public static Matrix[] Of(Matrix w, Matrix v, Matrix units)
    {
        var n = w.Columns;
        var interactions = new Matrix[units.Rows];
        if (n <= SingleProducts.DoubleSide)
        {
            for (var index = 0; index < interactions.Length; index++)
                interactions[index] = Double(w, v, units.Row(index));
            return interactions;
        }

        Each(w, v, units, (index, interaction, exponent) =>
        {
            var wide = interactions[index] = Matrix.Uninitialized(n, n);
            for (var row = 0; row < n; row++)
                Vectors.Widen(interaction.Row(row), wide.MutableRow(row));
            if (exponent != 0)
                Vectors.Scale(wide.Values, exponent);
        });
        return interactions;
    }

    /// <summary>The matrices in float, one after the other, each in the upper left of a square of <paramref name="side"/>; the rest is zero.</summary>
    public static SingleInteractions Single(Matrix w, Matrix v, Matrix units, int side)
    {
        var length = Matrix.LengthOf(units.Rows, Matrix.LengthOf(side, side));
        var interactions = side == w.Columns ? GC.AllocateUninitializedArray<float>(length) : new float[length];
        var exponents = new int[units.Rows];
        Each(w, v, units, (index, interaction, exponent) =>
        {
            for (var row = 0; row < w.Columns; row++)
                interaction.Row(row).CopyTo(interactions.AsSpan(((index * side) + row) * side));
            exponents[index] = exponent;
        });
        return new SingleInteractions(interactions, exponents);
    }

    /// <param name="take">Receives a matrix's index, the matrix divided by a power of two, and the exponent, which is zero for factors of usual sizes.</param>
    private static void Each(Matrix w, Matrix v, Matrix units, Action<int, SingleMatrix, int> take)
    {
        double[] sizes = [.. Enumerable.Range(0, w.Rows).Select(hidden => Vectors.MaxMagnitude(w.Row(hidden)))];
        var shared = SingleProducts.ExponentOf(Vectors.MaxMagnitude(v.Values));
        var right = v;
        if (shared != 0)
            Vectors.Scale((right = new Matrix(v.Rows, v.Columns, v.ToArray())).Values, -shared);
        SingleProducts.ForEach(units.Rows, right, (index, products, right) =>
        {
            var (m, n) = (w.Rows, w.Columns);
            var own = SingleProducts.ExponentOf(Enumerable.Range(0, m).Max(hidden => Math.Abs(units[index, hidden]) * sizes[hidden]));
            using var scaled = products.Allocate(m, n);
            for (var hidden = 0; hidden < m; hidden++)
                Vectors.Narrow(Math.ScaleB(units[index, hidden], -own), w.Row(hidden), scaled.Row(hidden));
            using var interaction = products.Allocate(n, n);
            products.Multiply(scaled.View.T, right, interaction);
            Symmetrize(interaction, n);
            take(index, interaction, own + shared);
        });
    }

    private static Matrix Double(Matrix w, Matrix v, ReadOnlySpan<double> units)
    {
        // Wᵀdiag(u)
        var scaled = w.Transpose();
        for (var row = 0; row < scaled.Rows; row++)
            Vectors.Multiply(scaled.Row(row), units, scaled.MutableRow(row));
        var interaction = scaled.Times(v);
        for (var row = 0; row < interaction.Rows; row++)
        {
            for (var column = 0; column < row; column++)
                interaction[row, column] = interaction[column, row] = 0.5 * (interaction[row, column] + interaction[column, row]);
        }

        return interaction;
    }

    // P ← ½(P + Pᵀ)
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Symmetrize(SingleMatrix matrix, int n)
    {
        for (var first = 0; first < n; first += Square)
        {
            for (var left = 0; left <= first; left += Square)
            {
                for (var row = first; row < Math.Min(n, first + Square); row++)
                {
                    var values = matrix.Row(row);
                    for (var column = left; column < Math.Min(left + Square, row); column++)
                    {
                        ref var mirrored = ref matrix.Row(column)[row];
                        values[column] = mirrored = 0.5f * (values[column] + mirrored);
                    }
                }
            }
        }
    }
}
