using Bilinear.Linalg;
using Bilinear.Linalg.Lanes;

namespace Bilinear.Runtime.Tests.Linalg;

public sealed class LeadingPairsTests
{
    private static readonly SpectrumEnd[] Ends = [SpectrumEnd.Magnitude, SpectrumEnd.Largest, SpectrumEnd.Smallest];

    public static TheoryData<string, SpectrumEnd> KindsAndEnds()
    {
        var cases = new TheoryData<string, SpectrumEnd>();
        foreach (var kind in SymmetricMatrices.Kinds)
        {
            foreach (var end in Ends)
                cases.Add(kind, end);
        }

        return cases;
    }

    public static TheoryData<string, SpectrumEnd> OperatorKindsAndEnds()
    {
        var cases = new TheoryData<string, SpectrumEnd>();
        foreach (var kind in new[] { "random", "low rank", "clustered", "graded", "diagonal", "zero", "identity", "blocks", "ones" })
        {
            foreach (var end in Ends)
                cases.Add(kind, end);
        }

        return cases;
    }

    [Theory, MemberData(nameof(KindsAndEnds))]
    public void Matrix_HasTheFirstOfAllPairs_InOrder(string kind, SpectrumEnd end)
    {
        var matrix = SymmetricMatrices.Create(kind, 60);

        AssertLeads(matrix, SymmetricEigen.Leading(matrix, 7, end), end, 1e-13);
    }

    [Theory, MemberData(nameof(OperatorKindsAndEnds))]
    public void Operator_HasTheFirstOfAllPairs_InOrder(string kind, SpectrumEnd end)
    {
        var matrix = SymmetricMatrices.Create(kind, 200);

        AssertLeads(matrix, SymmetricEigen.Leading(new Applied(matrix), 5, end), end, 1e-11);
    }

    [Fact]
    public void Operator_IsAppliedFewerTimesThanItHasRows()
    {
        var applied = new Applied(SymmetricMatrices.Create("low rank", 500));

        SymmetricEigen.Leading(applied, 3, SpectrumEnd.Magnitude);

        Assert.InRange(applied.Rows, 3, 200);
    }

    [Theory, InlineData(0), InlineData(9)]
    public void CountOutsideOfTheMatrix_IsRefused(int count)
    {
        var thrown = Assert.Throws<ArgumentOutOfRangeException>(() => SymmetricEigen.Leading(Matrix.Identity(8), count, SpectrumEnd.Largest));

        Assert.Contains("1 to 8", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OperatorThatGivesNaN_IsRefused()
    {
        var matrix = Matrix.Identity(200).ToArray();
        matrix[^1] = double.NaN;

        var thrown = Assert.Throws<ArgumentException>(() => SymmetricEigen.Leading(new Applied(new Matrix(200, 200, matrix)), 2, SpectrumEnd.Largest));

        Assert.Contains("NaN", thrown.Message, StringComparison.Ordinal);
    }

    private static void AssertLeads(Matrix matrix, EigenPairs leading, SpectrumEnd end, double tolerance)
    {
        var expected = SymmetricEigen.Decompose(matrix).Values.OrderByDescending(value => end switch { SpectrumEnd.Magnitude => Math.Abs(value), SpectrumEnd.Largest => value, _ => -value });
        var scale = matrix.ToArray().Max(Math.Abs);
        foreach (var (value, place) in expected.Take(leading.Values.Count).Select((value, place) => (value, place)))
        {
            var found = leading.Values[place];
            var error = end == SpectrumEnd.Magnitude ? Math.Abs(value) - Math.Abs(found) : value - found;
            Assert.True(Math.Abs(error) <= tolerance * scale * matrix.Rows, $"{place}: {value:r}, {found:r}");
        }

        Assert.True(Accuracy.Residual(matrix, leading) <= tolerance * Math.Sqrt(matrix.Rows));
        Assert.True(Accuracy.Skew(leading.Vectors) <= 1e-13 * Math.Sqrt(matrix.Rows));
    }

    private sealed class Applied(Matrix matrix) : IBlockOperator
    {
        public int Rows { get; private set; }

        public int Size => matrix.Rows;

        public Matrix Apply(Matrix rows)
        {
            Rows += rows.Rows;
            return rows.Times(matrix);
        }
    }
}
