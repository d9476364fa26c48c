using Bilinear.Linalg;

namespace Bilinear.Runtime.Tests.Linalg;

public sealed class LargeEigenTests
{
    [Theory, InlineData(512), InlineData(1024), InlineData(2048)]
    public void LargeMatrices_AreWithinTheBounds(int n)
    {
        var matrix = SymmetricMatrices.Create("random", n).ToSingle();
        var (values, vectors) = (new float[n], new float[n * n]);

        SymmetricEigen.Decompose(matrix, n, values, vectors);

        Accuracy.AssertWithinBounds(matrix, new EigenPairs([.. values.Select(value => (double)value)], Matrix.From(vectors, n)));
    }
}
