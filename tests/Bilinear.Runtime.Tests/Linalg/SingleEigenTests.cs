using Bilinear.Linalg;

namespace Bilinear.Runtime.Tests.Linalg;

/// <summary>Floats in and out, of all sizes and with any number of threads.</summary>
public sealed class SingleEigenTests
{
    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (var kind in SymmetricMatrices.Kinds)
        {
            foreach (var n in new[] { 1, 2, 3, 31, 97, 128, 129, 200, 257 })
                cases.Add(kind, n);
        }

        return cases;
    }

    [Theory, MemberData(nameof(Cases))]
    public void EveryKind_HasTheValuesOfTheDoubleSolver(string kind, int n)
    {
        var matrix = SymmetricMatrices.Create(kind, n).ToSingle();
        var expected = SymmetricEigen.Decompose(Matrix.From(matrix, n)).Values;

        var actual = Decompose(matrix, n, 1).Values;

        for (var index = 0; index < n; index++)
            Assert.True(Math.Abs(expected[index] - actual[index]) <= Accuracy.Single * Math.Sqrt(n) * expected.Max(Math.Abs), $"value {index}: {expected[index]:r} and {actual[index]:r}");
    }

    [Theory, InlineData("random", 100), InlineData("random", 300), InlineData("random", 700), InlineData("low rank", 300), InlineData("clustered", 300), InlineData("blocks", 300)]
    public void Bits_AreTheSameForAnyNumberOfThreads(string kind, int n)
    {
        var matrix = SymmetricMatrices.Create(kind, n).ToSingle();
        var one = Decompose(matrix, n, 1);

        foreach (var threads in new[] { 2, 3 })
        {
            var more = Decompose(matrix, n, threads);
            Assert.Equal(one.Values, more.Values);
            Assert.Equal(one.Vectors.ToArray(), more.Vectors.ToArray());
        }
    }

    [Fact]
    public void Batch_IsTheSameAsOneByOne()
    {
        const int N = 150, Batch = 5;
        var matrices = Enumerable.Range(0, Batch).SelectMany(seed => SymmetricMatrices.Create("random", N, seed).ToSingle()).ToArray();
        var (values, vectors) = (new float[Batch * N], new float[Batch * N * N]);

        SymmetricEigen.Decompose(matrices, N, values, vectors);

        for (var index = 0; index < Batch; index++)
        {
            var alone = Decompose(matrices[(index * N * N)..((index + 1) * N * N)], N, 1);
            Assert.Equal(alone.Values.Select(value => (float)value), values[(index * N)..((index + 1) * N)]);
            Assert.Equal(alone.Vectors.ToSingle(), vectors[(index * N * N)..((index + 1) * N * N)]);
        }
    }

    [Theory]
    [InlineData("blocks", 200), InlineData("zero rows", 200), InlineData("diagonal", 200), InlineData("zero", 200)]
    public void UncoupledRows_HaveZerosInEachOthersVectors(string kind, int n)
    {
        var matrix = SymmetricMatrices.Create(kind, n);
        var isCoupled = Coupled(matrix);

        var vectors = Decompose(matrix.ToSingle(), n, 2).Vectors;

        for (var row = 0; row < n; row++)
        {
            var first = Enumerable.Range(0, n).First(column => vectors[row, column] != 0);
            for (var column = 0; column < n; column++)
                Assert.True(vectors[row, column] == 0 || isCoupled[first, column]);
        }
    }

    [Theory, InlineData(64), InlineData(257)]
    public void Scale_IsAPowerOfTwoThatChangesNoBit(int n)
    {
        var matrix = SymmetricMatrices.Create("random", n).ToSingle();
        var expected = Decompose(matrix, n, 1);

        foreach (var exponent in new[] { -90, 90 })
        {
            var scaled = Decompose([.. matrix.Select(value => MathF.ScaleB(value, exponent))], n, 1);
            Assert.Equal(expected.Vectors.ToArray(), scaled.Vectors.ToArray());
            Assert.Equal(expected.Values.Select(value => Math.ScaleB(value, exponent)), scaled.Values);
        }
    }

    [Theory]
    [InlineData("random", 300), InlineData("clustered", 200), InlineData("low rank", 200), InlineData("blocks", 200), InlineData("diagonal", 40), InlineData("zero", 40), InlineData("identity", 200)]
    public void LeadingPairs_AreThoseOfTheWhole(string kind, int n)
    {
        const int Count = 11;
        var matrix = SymmetricMatrices.Create(kind, n).ToSingle();
        var all = Decompose(matrix, n, 1);
        foreach (var end in Enum.GetValues<SpectrumEnd>())
        {
            var (values, vectors) = (new float[Count], new float[Count * n]);

            SymmetricEigen.Leading(matrix, n, Count, end, values, vectors);

            Assert.Equal(all.Leading(Count, end).Values.Select(value => (float)value).Order(), values.Order());
            Accuracy.AssertWithinBounds(matrix, new EigenPairs([.. values.Select(value => (double)value)], Matrix.From(vectors, n)));
        }
    }

    [Fact]
    public void LengthsThatDoNotFit_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => SymmetricEigen.Decompose(new float[9], 2, new float[4], new float[8]));
        Assert.Throws<ArgumentException>(() => SymmetricEigen.Leading(new float[8], 2, 1, SpectrumEnd.Largest, new float[2], new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => SymmetricEigen.Leading(new float[8], 2, 3, SpectrumEnd.Largest, new float[6], new float[12]));
    }

    private static EigenPairs Decompose(float[] matrix, int n, int threads)
    {
        var (values, vectors) = (new float[n], new float[n * n]);
        var workers = Workers.Of(threads);
        SymmetricEigen.Solve(matrix, n, n, null, values, vectors, workers, nameof(matrix));
        return new EigenPairs([.. values.Select(value => (double)value)], Matrix.From(vectors, n));
    }

    // Which rows a chain of entries couples.
    private static bool[,] Coupled(Matrix matrix)
    {
        var n = matrix.Rows;
        var coupled = new bool[n, n];
        for (var start = 0; start < n; start++)
        {
            var reached = new Queue<int>([start]);
            coupled[start, start] = true;
            while (reached.TryDequeue(out var row))
            {
                foreach (var column in Enumerable.Range(0, n).Where(column => matrix[row, column] != 0 && !coupled[start, column]))
                {
                    coupled[start, column] = true;
                    reached.Enqueue(column);
                }
            }
        }

        return coupled;
    }
}
