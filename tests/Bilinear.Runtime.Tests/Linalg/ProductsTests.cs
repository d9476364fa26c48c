using Bilinear.Linalg;

namespace Bilinear.Runtime.Tests.Linalg;

public sealed class ProductsTests
{
    public static TheoryData<int, int, int> Sizes()
    {
        var sizes = new TheoryData<int, int, int>();
        foreach (var (rows, inner, columns) in new[] { (1, 1, 1), (3, 5, 7), (4, 12, 12), (5, 13, 25), (33, 65, 31), (127, 64, 130), (2, 0, 3), (0, 4, 2) })
            sizes.Add(rows, inner, columns);
        return sizes;
    }

    [Theory, MemberData(nameof(Sizes))]
    public void EverySize_IsTheSumOverTheInnerAxis(int rows, int inner, int columns)
    {
        var random = new Random(rows + inner + columns);
        var (a, b) = (SymmetricMatrices.Random(rows, inner, random), SymmetricMatrices.Random(inner, columns, random));

        var (product, transposed) = (a.Times(b), a.TimesTransposed(b.Transpose()));

        Assert.Equal((rows, columns), (product.Rows, product.Columns));
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                var expected = Enumerable.Range(0, inner).Sum(k => a[i, k] * b[k, j]);
                Assert.Equal(expected, product[i, j], 1e-12);
                Assert.Equal(product[i, j], transposed[i, j]);
            }
        }
    }

    [Fact]
    public void SizesThatDoNotFit_AreRefused() => Assert.Throws<ArgumentException>(() => new Matrix(2, 3).Times(new Matrix(2, 3)));
}
