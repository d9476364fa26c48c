using Bilinear.Linalg;

namespace Bilinear.Runtime.Tests.Linalg;

public sealed class CholeskyTests
{
    [Theory, InlineData(1), InlineData(5), InlineData(33)]
    public void ASolution_SolvesTheSystem(int size)
    {
        var random = new Random(size);
        Matrix Draw(int rows, int columns) => new(rows, columns, [.. Enumerable.Range(0, rows * columns).Select(_ => random.NextDouble() - 0.5)]);
        var root = Draw(size, size + 3);
        var (matrix, wanted) = (root.TimesTransposed(root), Draw(4, size));

        var found = new Cholesky(matrix).SolveRows(wanted.Times(matrix));

        Assert.All(found.ToArray().Zip(wanted.ToArray()), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
    }

    [Fact]
    public void AMatrixThatIsNotPositiveDefinite_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new Cholesky(new Matrix(2, 2, [1, 2, 2, 1])));
}
