using Bilinear.Linalg;

namespace Bilinear.Runtime.Tests.Linalg;

public sealed class MatrixTests
{
    [Fact]
    public void AMatrixThatNoArrayCanHold_IsRefusedWithItsSizes() =>
        Assert.StartsWith("A matrix of 50000 × 50000 is larger", Assert.Throws<InsufficientMemoryException>(() => new Matrix(50_000, 50_000)).Message, StringComparison.Ordinal);

    [Theory, InlineData(0), InlineData(2), InlineData(4)]
    public void AVectorOfAnotherLength_IsRefused(int length)
    {
        var thrown = Assert.Throws<ArgumentException>(() => new Matrix(2, 3).Times(new double[length]));

        Assert.Equal("vector", thrown.ParamName);
        Assert.StartsWith($"A matrix of 3 columns cannot be multiplied by a vector of {length} elements.", thrown.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(5, 2), InlineData(1, 2), InlineData(3, 0)]
    public void ValuesThatFillNoWholeRows_AreRefused(int length, int columns)
    {
        var thrown = Assert.Throws<ArgumentException>(() => Matrix.From(new float[length], columns));

        Assert.Equal("values", thrown.ParamName);
        Assert.StartsWith($"{length} values are no whole number of rows of {columns}", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_NameTheCallersParameter()
    {
        Assert.Equal("other", Assert.Throws<ArgumentException>(() => new Matrix(2, 3).Times(new Matrix(2, 3))).ParamName);
        Assert.Equal("other", Assert.Throws<ArgumentException>(() => new Matrix(2, 3).TimesTransposed(new Matrix(3, 2))).ParamName);
        Assert.Equal("other", Assert.Throws<ArgumentNullException>(() => new Matrix(2, 3).Times((Matrix)null!)).ParamName);
        Assert.Equal("other", Assert.Throws<ArgumentNullException>(() => new Matrix(2, 3).TimesTransposed(null!)).ParamName);
        Assert.Equal("values", Assert.Throws<ArgumentNullException>(() => new Matrix(2, 3, null!)).ParamName);
        Assert.Equal("columns", Assert.Throws<ArgumentOutOfRangeException>(() => Matrix.From([], -1)).ParamName);
        Assert.Equal("columns", Assert.Throws<ArgumentOutOfRangeException>(() => new Matrix(2, -3)).ParamName);
        Assert.Equal("rows", Assert.Throws<ArgumentOutOfRangeException>(() => new Matrix(-2, 3)).ParamName);
        Assert.Equal("size", Assert.Throws<ArgumentOutOfRangeException>(() => Matrix.Identity(-1)).ParamName);
        Assert.Equal("row", Assert.Throws<ArgumentOutOfRangeException>(() => new Matrix(2, 3)[2, 0]).ParamName);
        Assert.Equal("column", Assert.Throws<ArgumentOutOfRangeException>(() => new Matrix(2, 3)[0, -1]).ParamName);
    }

    [Fact]
    public void EigenpairsOfNothing_AreRefusedByName()
    {
        Assert.Equal("matrix", Assert.Throws<ArgumentNullException>(() => SymmetricEigen.Decompose((Matrix)null!)).ParamName);
        Assert.Equal("matrices", Assert.Throws<ArgumentNullException>(() => SymmetricEigen.Decompose((IReadOnlyList<Matrix>)null!)).ParamName);
        Assert.Equal("matrices", Assert.Throws<ArgumentException>(() => SymmetricEigen.Decompose([null!])).ParamName);
        Assert.Equal("matrix", Assert.Throws<ArgumentNullException>(() => SymmetricEigen.Leading((Matrix)null!, 1, SpectrumEnd.Largest)).ParamName);
        Assert.Equal("matrices", Assert.Throws<ArgumentNullException>(() => SymmetricEigen.Leading((IReadOnlyList<Matrix>)null!, 1, SpectrumEnd.Largest)).ParamName);
        Assert.Equal("operator", Assert.Throws<ArgumentNullException>(() => SymmetricEigen.Leading((IBlockOperator)null!, 1, SpectrumEnd.Largest)).ParamName);
    }

    [Fact]
    public void WrongMatrices_AreReportedForTheParameterThatHoldsThem()
    {
        var (wide, lopsided, broken) = (new Matrix(2, 3), new Matrix(2, 2, [1, 0, 5, 2]), new Matrix(1, 1, [double.NaN]));
        Assert.All([wide, lopsided, broken], matrix =>
        {
            Assert.Equal("matrix", Assert.Throws<ArgumentException>(() => SymmetricEigen.Decompose(matrix)).ParamName);
            Assert.Equal("matrix", Assert.Throws<ArgumentException>(() => SymmetricEigen.Leading(matrix, 1, SpectrumEnd.Largest)).ParamName);
            Assert.Equal("matrices", Assert.Throws<ArgumentException>(() => SymmetricEigen.Decompose([matrix])).ParamName);
        });
        Assert.Equal("matrices", Assert.Throws<ArgumentException>(() => SymmetricEigen.Decompose([1, 0, 5, 2f], 2, new float[2], new float[4])).ParamName);
    }

    [Theory, InlineData(3), InlineData(400)]
    public void AnOperatorThatGivesNothing_OrAnotherShape_IsRefused(int size)
    {
        var nothing = Assert.Throws<InvalidOperationException>(() => SymmetricEigen.Leading(new Applied(size, _ => null), 1, SpectrumEnd.Largest));
        var other = Assert.Throws<InvalidOperationException>(() => SymmetricEigen.Leading(new Applied(size, _ => new Matrix(1, 2)), 1, SpectrumEnd.Largest));

        Assert.StartsWith("Applied.Apply returned null", nothing.Message, StringComparison.Ordinal);
        Assert.StartsWith("Applied.Apply returned a matrix of 1 × 2 for rows of ", other.Message, StringComparison.Ordinal);
    }

    private sealed class Applied(int size, Func<Matrix, Matrix?> apply) : IBlockOperator
    {
        public int Size => size;

        public Matrix Apply(Matrix rows) => apply(rows)!;
    }
}
