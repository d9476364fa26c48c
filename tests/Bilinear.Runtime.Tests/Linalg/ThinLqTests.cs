using Bilinear.Linalg;

namespace Bilinear.Runtime.Tests.Linalg;

public sealed class ThinLqTests
{
    [Theory, InlineData(1, 1), InlineData(3, 8), InlineData(8, 3), InlineData(30, 50), InlineData(6, 6), InlineData(70, 101), InlineData(101, 70)]
    public void Factors_GiveTheMatrixBack(int rows, int columns) => Check(SymmetricMatrices.Random(rows, columns, new Random(rows * columns)));

    [Theory, InlineData(1e-300), InlineData(1e300)]
    public void AnyScale_IsSafe(double scale)
    {
        var matrix = SymmetricMatrices.Random(5, 7, new Random(3));
        Check(new Matrix(5, 7, [.. matrix.ToArray().Select(value => value * scale)]));
    }

    [Fact]
    public void DependentAndZeroRows_StillHaveOrthonormalFactors() =>
        Check(new Matrix(4, 5, [1, 2, 3, 4, 5, 2, 4, 6, 8, 10, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]));

    private static void Check(Matrix matrix)
    {
        var lq = new ThinLq(matrix);

        var largest = matrix.ToArray().Max(Math.Abs);
        var (product, gram) = (lq.L.Times(lq.Q), lq.Q.TimesTransposed(lq.Q));
        for (var row = 0; row < matrix.Rows; row++)
        {
            for (var column = 0; column < matrix.Columns; column++)
                Assert.Equal(matrix[row, column] / largest, product[row, column] / largest, 1e-13);
        }

        for (var row = 0; row < gram.Rows; row++)
        {
            for (var column = 0; column < gram.Rows; column++)
                Assert.Equal(row == column ? 1 : 0, gram[row, column], 1e-13);
        }
    }
}
