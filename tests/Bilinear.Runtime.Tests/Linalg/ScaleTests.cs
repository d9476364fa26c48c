using Bilinear.Linalg;

namespace Bilinear.Runtime.Tests.Linalg;

/// <summary>Numbers at both ends of their type's range, and of no number at all.</summary>
public sealed class ScaleTests
{
    private const double Smallest = double.Epsilon;

    [Theory]
    [InlineData(1e-310), InlineData(1e-320), InlineData(Smallest), InlineData(2.2250738585072014E-308), InlineData(1e-150), InlineData(1e150), InlineData(1e300), InlineData(5e307)]
    public void TwoByTwo_HasItsValues_AtAnyScale(double scale)
    {
        var pairs = SymmetricEigen.Decompose(new Matrix(2, 2, [2 * scale, scale, scale, 2 * scale]));

        AssertWithin(scale, pairs.Values[0], scale);
        AssertWithin(3 * scale, pairs.Values[1], scale);
        Assert.Equal(Math.Sqrt(0.5), Math.Abs(pairs.Vectors[1, 0]), 1e-15);
    }

    [Theory, InlineData(40, -1060), InlineData(40, 1000), InlineData(200, -1070), InlineData(200, 1000)]
    public void PowersOfTwo_AreExact(int n, int exponent)
    {
        // Whole numbers, so that the smallest ones are exact too.
        var matrix = SymmetricMatrices.Create("random", n).ToArray().Select(value => Math.Round(1000 * value)).ToArray();
        var expected = SymmetricEigen.Decompose(new Matrix(n, n, matrix));

        var scaled = SymmetricEigen.Decompose(new Matrix(n, n, [.. matrix.Select(value => Math.ScaleB(value, exponent))]));

        Assert.Equal(expected.Vectors.ToArray(), scaled.Vectors.ToArray());
        Assert.Equal(expected.Values.Select(value => Math.ScaleB(value, exponent)), scaled.Values);
    }

    [Theory, InlineData(3, 1e-45f), InlineData(3, 1e-40f), InlineData(3, 1e38f), InlineData(150, 1e-45f), InlineData(150, 1e-40f), InlineData(150, 1e36f)]
    public void Floats_HaveTheirValues_AtAnyScale(int n, float scale)
    {
        // s on the diagonal and beside it: s + 2s cos(kπ/(n + 1))
        var matrix = new float[n * n];
        for (var row = 0; row < n; row++)
        {
            matrix[row * (n + 1)] = scale;
            if (row > 0)
                matrix[(row * n) + row - 1] = matrix[((row - 1) * n) + row] = scale;
        }

        var (values, vectors) = (new float[n], new float[n * n]);
        SymmetricEigen.Decompose(matrix, n, values, vectors);

        for (var k = 1; k <= n; k++)
            Assert.True(Math.Abs(scale + (2.0 * scale * Math.Cos(k * Math.PI / (n + 1))) - values[n - k]) <= Math.Max(float.Epsilon, 1e-5 * scale), $"value {k} is {values[n - k]:r}");
    }

    [Fact]
    public void UncoupledBlocks_AreEachSolvedAtTheirOwnScale()
    {
        var matrix = new Matrix(5, 5);
        matrix[0, 0] = matrix[2, 2] = 2e300;
        matrix[0, 2] = matrix[2, 0] = 1e300;
        matrix[1, 1] = matrix[4, 4] = 2e-310;
        matrix[1, 4] = matrix[4, 1] = 1e-310;
        matrix[3, 3] = 7;

        var values = SymmetricEigen.Decompose(matrix).Values;

        AssertWithin(1e-310, values[0], 1e-310);
        AssertWithin(3e-310, values[1], 1e-310);
        Assert.Equal(7, values[2]);
        AssertWithin(1e300, values[3], 1e300);
        AssertWithin(3e300, values[4], 1e300);
    }

    [Fact]
    public void ValuesBeyondTheirType_AreRefused()
    {
        var thrown = Assert.Throws<ArgumentException>(() => SymmetricEigen.Decompose(new Matrix(2, 2, [1.5e308, 1e308, 1e308, 1.5e308])));
        Assert.Throws<ArgumentException>(() => SymmetricEigen.Decompose([3e38f, 3e38f, 3e38f, 3e38f], 2, new float[2], new float[4]));

        Assert.Contains("divide it by a power of two", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_HasNoPairs()
    {
        var pairs = SymmetricEigen.Decompose(new Matrix(0, 0));

        Assert.Empty(pairs.Values);
        Assert.Equal((0, 0), (pairs.Vectors.Rows, pairs.Vectors.Columns));
        Assert.Empty(SymmetricEigen.Decompose(new List<Matrix>()));
        Assert.Empty(SymmetricEigen.Leading(new List<Matrix>(), 1, SpectrumEnd.Largest));
        SymmetricEigen.Decompose([], 3, [], []);
    }

    [Fact]
    public void PairsOfNothing_AreRefusedInOwnWords()
    {
        var thrown = Assert.Throws<ArgumentOutOfRangeException>(() => SymmetricEigen.Leading(new Matrix(0, 0), 1, SpectrumEnd.Largest));
        var empty = Assert.Throws<ArgumentOutOfRangeException>(() => SymmetricEigen.Decompose([], 0, [], []));
        var negative = Assert.Throws<ArgumentOutOfRangeException>(() => new Matrix(-1, 2));

        Assert.Contains("A matrix of 0 × 0 has 0 eigenpairs", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("Matrices of 0 × 0 have no eigenpairs", empty.Message, StringComparison.Ordinal);
        Assert.Contains("no matrix of -1 × 2", negative.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(Smallest), InlineData(1e-310), InlineData(1e-200), InlineData(1e-160), InlineData(1), InlineData(1e200), InlineData(1e307)]
    public void Norm_IsRight_AtAnyScale(double scale)
    {
        AssertWithin(5 * scale, Vectors.Norm([3 * scale, 0, -4 * scale]), scale);
        AssertWithin(13 * scale, Vectors.Norm([3 * scale, 12 * scale, -4 * scale]), scale);
    }

    [Fact]
    public void Norm_OfWhatHasNone_SaysSo()
    {
        Assert.Equal(0, Vectors.Norm([0, 0]));
        Assert.Equal(double.PositiveInfinity, Vectors.Norm([1, double.NegativeInfinity]));
        Assert.True(double.IsNaN(Vectors.Norm([1, double.NaN])));
    }

    [Theory, InlineData(SpectrumEnd.Largest, 1e-200), InlineData(SpectrumEnd.Largest, 1e-290), InlineData(SpectrumEnd.Smallest, 1e290), InlineData(SpectrumEnd.Smallest, 1e200)]
    public void Operator_HasItsValues_AtAnyScale(SpectrumEnd end, double scale)
    {
        var matrix = SymmetricMatrices.Create("low rank", 300);
        var expected = SymmetricEigen.Leading(matrix, 3, end);

        var actual = SymmetricEigen.Leading(new Applied(matrix, scale), 3, end);

        for (var pair = 0; pair < 3; pair++)
            Assert.Equal(expected.Values[pair], actual.Values[pair] / scale, 1e-10 * expected.Values.Max(Math.Abs));
    }

    private static void AssertWithin(double expected, double actual, double scale) =>
        Assert.True(Math.Abs(expected - actual) <= Math.Max(Smallest, 1e-15 * 4 * scale), $"{expected:r} and {actual:r}");

    private sealed class Applied(Matrix matrix, double scale) : IBlockOperator
    {
        public int Size => matrix.Rows;

        public Matrix Apply(Matrix rows) => new(rows.Rows, rows.Columns, [.. rows.Times(matrix).ToArray().Select(value => value * scale)]);
    }
}
