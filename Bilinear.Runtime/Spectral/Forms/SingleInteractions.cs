using Bilinear.Linalg;

namespace Bilinear.Spectral.Forms;

/// <summary>Interaction matrices in float, each divided by a power of two, since factors near either end of float's range have products beyond it.</summary>
/// <param name="Values">The elements of one matrix after the other.</param>
/// <param name="Exponents">The exponent of each matrix: Q = matrix · 2^exponent.</param>
internal sealed record SingleInteractions(float[] Values, int[] Exponents)
{
    // Appended numbers may be larger than those of the matrix by this power of two.
    private const int Room = 60;

    /// <summary>Appends a last row and column to a matrix, divided by the same power of two.</summary>
    public void Append(int index, int side, ReadOnlySpan<double> linear, double constant)
    {
        var matrix = Values.AsSpan(index * side * side, side * side);
        var size = side - 1;
        var largest = Math.Max(Vectors.MaxMagnitude(linear), Math.Abs(constant));
        if (largest is > 0 and < double.PositiveInfinity && Math.ILogB(largest) - Room is var least && least > Exponents[index])
        {
            foreach (ref var value in matrix)
                value = MathF.ScaleB(value, Exponents[index] - least);
            Exponents[index] = least;
        }

        for (var row = 0; row < size; row++)
            matrix[(row * side) + size] = matrix[(size * side) + row] = (float)Math.ScaleB(linear[row], -Exponents[index]);
        matrix[^1] = (float)Math.ScaleB(constant, -Exponents[index]);
    }
}
