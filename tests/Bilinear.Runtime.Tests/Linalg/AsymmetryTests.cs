using Bilinear.Linalg;

namespace Bilinear.Runtime.Tests.Linalg;

/// <summary>Both triangles are compared everywhere, between blocks that one of them alone couples too.</summary>
public sealed class AsymmetryTests
{
    [Theory]
    [InlineData(2, 0, 1), InlineData(2, 1, 0)]
    [InlineData(7, 5, 1), InlineData(7, 1, 5), InlineData(7, 6, 0), InlineData(7, 0, 6)]
    [InlineData(130, 129, 0), InlineData(130, 64, 65)]
    public void EntryWithoutItsMirrorImage_IsRefused_WithItsPlace(int n, int row, int column)
    {
        var matrix = SymmetricMatrices.Create("diagonal", n).ToArray();
        matrix[(row * n) + column] = 5;
        var place = $"[{Math.Max(row, column)}, {Math.Min(row, column)}]";

        foreach (var refused in new Action[]
        {
            () => SymmetricEigen.Decompose(new Matrix(n, n, matrix)),
            () => SymmetricEigen.Leading(new Matrix(n, n, matrix), 1, SpectrumEnd.Largest),
            () => SymmetricEigen.Decompose(Single(matrix), n, new float[n], new float[n * n]),
            () => SymmetricEigen.Leading(Single(matrix), n, 1, SpectrumEnd.Magnitude, new float[1], new float[n]),
        })
        {
            var thrown = Assert.Throws<ArgumentException>(refused);
            Assert.Contains("not symmetric", thrown.Message, StringComparison.Ordinal);
            Assert.Contains(place, thrown.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void BlocksCoupledByTheLowerTriangleAlone_AreRefused() =>
        Assert.Throws<ArgumentException>(() => SymmetricEigen.Decompose(new Matrix(4, 4, [2, 1, 0, 0, 1, 2, 0, 0, 0, 0, 3, 1, 0, 7, 1, 3])));

    // A block's entries are compared by its own size, not by that of a larger one that it is not coupled to.
    [Fact]
    public void SmallBlockBesideALargeOne_IsComparedToo() =>
        Assert.Throws<ArgumentException>(() => SymmetricEigen.Decompose(new Matrix(3, 3, [1e300, 0, 0, 0, 1, 0, 0, 5, 2])));

    [Fact]
    public void DifferencesOfRounding_AreAveraged_WhereTheOtherIsZeroToo()
    {
        const double Rounding = 1e-9;

        var expected = SymmetricEigen.Decompose(new Matrix(3, 3, [1, 0, Rounding / 2, 0, 2, 0, Rounding / 2, 0, 1]));
        var actual = SymmetricEigen.Decompose(new Matrix(3, 3, [1, 0, 0, 0, 2, 0, Rounding, 0, 1]));

        Assert.Equal(expected.Values, actual.Values);
        Assert.Equal(expected.Vectors.ToArray(), actual.Vectors.ToArray());
    }

    [Fact]
    public void OperatorThatIsNotSymmetric_IsRefused()
    {
        const int N = 400;
        var matrix = SymmetricMatrices.Create("low rank", N).ToArray();
        matrix[N - 1] += 1;

        var thrown = Assert.Throws<ArgumentException>(() => SymmetricEigen.Leading(new Applied(new Matrix(N, N, matrix)), 3, SpectrumEnd.Magnitude));

        Assert.Contains("not symmetric", thrown.Message, StringComparison.Ordinal);
    }

    private static float[] Single(double[] matrix) => Array.ConvertAll(matrix, value => (float)value);

    private sealed class Applied(Matrix matrix) : IBlockOperator
    {
        public int Size => matrix.Rows;

        public Matrix Apply(Matrix rows) => rows.Times(matrix);
    }
}
