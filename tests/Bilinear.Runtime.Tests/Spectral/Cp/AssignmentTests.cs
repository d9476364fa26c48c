using Bilinear.Linalg;
using Bilinear.Spectral.Cp;

namespace Bilinear.Runtime.Tests.Spectral.Cp;

public sealed class AssignmentTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(4), InlineData(6)]
    public void TheLargestSum_IsThatOfAllPermutations(int size)
    {
        var random = new Random(size);
        for (var trial = 0; trial < 20; trial++)
        {
            var values = new Matrix(size, size, [.. Enumerable.Range(0, size * size).Select(_ => random.NextDouble() - 0.5)]);

            var assigned = Assignment.Largest(values);

            Assert.Equal(Enumerable.Range(0, size), assigned.Order());
            Assert.Equal(Best(values, [], 0), assigned.Select((column, row) => values[row, column]).Sum(), 1e-12);
        }
    }

    private static double Best(Matrix values, int[] taken, int row) => row == values.Rows
        ? 0
        : Enumerable.Range(0, values.Rows).Except(taken).Max(column => values[row, column] + Best(values, [.. taken, column], row + 1));
}
