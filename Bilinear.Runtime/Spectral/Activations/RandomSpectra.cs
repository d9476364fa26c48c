using Bilinear.Kernels;
using Bilinear.Linalg;
using Bilinear.Spectral.Forms;

namespace Bilinear.Spectral.Activations;

/// <summary>Spectra of random matrices, to see a layer's beside. They are the same at every call.</summary>
internal sealed class RandomSpectra
{
    // How spread out such a spectrum is, in shares of its size, hardly depends on the size from here on.
    private const int Largest = 1024;

    private readonly Dictionary<(int Size, int Units), double[]> _known = [];

    /// <summary>Gives the eigenvalues of a symmetric matrix whose entries are independent normals, on the diagonal with twice the variance.</summary>
    public double[] Symmetric(int size) => Of(size, 0);

    /// <summary>Gives the eigenvalues of the interaction matrix of a bilinear layer of so many hidden units, whose weights W and V, and what each unit adds along the direction, are independent normals: its rank is at most twice the units.</summary>
    public double[] Layer(int size, int units) => Of(size, units);

    // No units for a symmetric matrix.
    private double[] Of(int size, int units)
    {
        if (size > Largest)
            (size, units) = (Largest, (int)Math.Ceiling(units * (double)Largest / size));
        if (_known.TryGetValue((size, units), out var known))
            return known;
        var matrix = units == 0 ? SymmetricOf(size) : QuadraticForms.InteractionOf(Normals(units, size, 1), Normals(units, size, 2), Normals(1, units, 3).ToArray());
        return _known[(size, units)] = [.. SymmetricEigen.Decompose(matrix).Values];
    }

    private static Matrix SymmetricOf(int size)
    {
        var (normals, sum) = (Normals(size, size, 0), new Matrix(size, size));
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
                sum[row, column] = (normals[row, column] + normals[column, row]) / Math.Sqrt(2);
        }

        return sum;
    }

    private static Matrix Normals(int rows, int columns, uint stream)
    {
        var matrix = new Matrix(rows, columns);
        for (var index = 0; index < matrix.Values.Length; index += 2)
        {
            var block = Philox.Block(0, (uint)(index / 2), stream, Philox.MatrixStream, 0);
            var pair = Philox.Normals(block.A, block.B);
            matrix.Values[index] = pair.First;
            if (index + 1 < matrix.Values.Length)
                matrix.Values[index + 1] = pair.Second;
        }

        return matrix;
    }
}
