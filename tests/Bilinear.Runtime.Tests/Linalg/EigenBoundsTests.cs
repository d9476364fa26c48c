using Bilinear.Linalg;

namespace Bilinear.Runtime.Tests.Linalg;

/// <summary>Floats in and out, within the promised 2e-7·√n; run for every width of vectors.</summary>
public sealed class EigenBoundsTests
{
    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (var kind in SymmetricMatrices.Kinds)
        {
            foreach (var n in new[] { 1, 2, 3, 31, 97, 128, 129, 257 })
                cases.Add(kind, n);
        }

        return cases;
    }

    [Theory, MemberData(nameof(Cases))]
    public void EveryKind_IsWithinTheBounds(string kind, int n)
    {
        var matrix = SymmetricMatrices.Create(kind, n).ToSingle();
        var (values, vectors) = (new float[n], new float[n * n]);

        SymmetricEigen.Decompose(matrix, n, values, vectors);

        Assert.Equal(values.Order(), values);
        Accuracy.AssertWithinBounds(matrix, new EigenPairs([.. values.Select(value => (double)value)], Matrix.From(vectors, n)));
    }
}
