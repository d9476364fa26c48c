using Bilinear.Linalg;
using DenseMatrix = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix;

namespace Bilinear.Runtime.Tests.Linalg;

public sealed class SymmetricEigenTests
{
    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (var kind in SymmetricMatrices.Kinds)
        {
            foreach (var n in new[] { 1, 2, 3, 4, 5, 17, 33, 64, 128 })
                cases.Add(kind, n);
        }

        return cases;
    }

    [Theory, MemberData(nameof(Cases))]
    public void EveryKind_HasSmallResiduals_AndOrthonormalVectors(string kind, int n)
    {
        var matrix = SymmetricMatrices.Create(kind, n);

        var pairs = SymmetricEigen.Decompose(matrix);

        Assert.Equal(pairs.Values.Order(), pairs.Values);
        Assert.True(Accuracy.Residual(matrix, pairs) <= 1e-14 * Math.Sqrt(n), $"residual {Accuracy.Residual(matrix, pairs):g3}");
        Assert.True(Accuracy.Skew(pairs.Vectors) <= 1e-14 * Math.Sqrt(n), $"skew {Accuracy.Skew(pairs.Vectors):g3}");
    }

    [Theory, MemberData(nameof(Cases))]
    public void EveryKind_HasTheValuesOfJacobi(string kind, int n)
    {
        var matrix = SymmetricMatrices.Create(kind, n);

        AssertClose(Jacobi.Decompose(matrix).Values, SymmetricEigen.Decompose(matrix).Values);
    }

    [Theory, MemberData(nameof(Cases))]
    public void EveryKind_HasTheValuesOfMathNet(string kind, int n)
    {
        var matrix = SymmetricMatrices.Create(kind, n);
        var expected = DenseMatrix.Create(n, n, (i, j) => matrix[i, j]).Evd(MathNet.Numerics.LinearAlgebra.Symmetricity.Symmetric).EigenValues.Select(value => value.Real).Order().ToArray();

        AssertClose(expected, SymmetricEigen.Decompose(matrix).Values);
    }

    [Fact]
    public void SeparatedValues_HaveTheVectorsOfJacobi()
    {
        var matrix = SymmetricMatrices.Create("random", 24);

        var (_, expected) = Jacobi.Decompose(matrix);
        var actual = SymmetricEigen.Decompose(matrix).Vectors;

        var cosines = actual.TimesTransposed(expected);
        for (var i = 0; i < 24; i++)
            Assert.Equal(1, Math.Abs(cosines[i, i]), 1e-10);
    }

    [Theory, InlineData(256), InlineData(512)]
    public void LargeMatrices_HaveSmallResiduals(int n)
    {
        var matrix = SymmetricMatrices.Create("random", n);

        var pairs = SymmetricEigen.Decompose(matrix);

        Assert.True(Accuracy.Residual(matrix, pairs) <= 1e-14 * Math.Sqrt(n));
        Assert.True(Accuracy.Skew(pairs.Vectors) <= 1e-14 * Math.Sqrt(n));
    }

    [Fact]
    public void DiagonalMatrix_HasItsEntriesExactly()
    {
        var matrix = new Matrix(3, 3, [1e-30, 0, 0, 0, -7.3, 0, 0, 0, 1e30]);

        var pairs = SymmetricEigen.Decompose(matrix);

        Assert.Equal([-7.3, 1e-30, 1e30], pairs.Values);
        Assert.Equal([0, 1, 0, 1, 0, 0, 0, 0, 1], pairs.Vectors.ToSingle());
    }

    [Fact]
    public void ZeroRows_HaveValuesThatAreExactlyZero()
    {
        var values = SymmetricEigen.Decompose(SymmetricMatrices.Create("zero rows", 30)).Values;

        Assert.Equal(10, values.Count(value => value == 0));
    }

    [Theory, InlineData(float.NaN), InlineData(float.PositiveInfinity), InlineData(float.NegativeInfinity)]
    public void NotANumber_IsRefusedWithItsPlace(float wrong)
    {
        var matrix = new float[2 * 4];
        matrix[5] = wrong;

        var thrown = Assert.Throws<ArgumentException>(() => SymmetricEigen.Decompose(matrix, 2, new float[4], new float[8]));

        Assert.Contains("[0, 1]", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AsymmetricMatrix_IsRefused()
    {
        var thrown = Assert.Throws<ArgumentException>(() => SymmetricEigen.Decompose(new Matrix(2, 2, [1, 2, 3, 4])));

        Assert.Contains("not symmetric", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BatchInFloat_IsTheSameAsOneByOne_AndWithinItsBounds()
    {
        const int N = 48, Batch = 7;
        var matrices = Enumerable.Range(0, Batch).SelectMany(seed => SymmetricMatrices.Create("random", N, seed).ToSingle()).ToArray();
        var (values, vectors) = (new float[Batch * N], new float[Batch * N * N]);

        SymmetricEigen.Decompose(matrices, N, values, vectors);

        for (var index = 0; index < Batch; index++)
        {
            var matrix = Matrix.From(matrices.AsSpan(index * N * N, N * N), N);
            Assert.Equal(SymmetricEigen.Decompose(matrix).Vectors.ToSingle(), vectors[(index * N * N)..((index + 1) * N * N)]);
            var rounded = new EigenPairs([.. values[(index * N)..((index + 1) * N)].Select(value => (double)value)], Matrix.From(vectors.AsSpan(index * N * N, N * N), N));
            Assert.True(Accuracy.Residual(matrix, rounded) <= 2e-7 * Math.Sqrt(N));
            Assert.True(Accuracy.Skew(rounded.Vectors) <= 2e-7 * Math.Sqrt(N));
        }
    }

    private static void AssertClose(IReadOnlyList<double> expected, IReadOnlyList<double> actual)
    {
        var tolerance = 1e-13 * Math.Sqrt(expected.Count) * expected.Max(Math.Abs);
        for (var index = 0; index < expected.Count; index++)
            Assert.True(Math.Abs(expected[index] - actual[index]) <= tolerance, $"value {index}: {expected[index]:r} and {actual[index]:r}");
    }
}
