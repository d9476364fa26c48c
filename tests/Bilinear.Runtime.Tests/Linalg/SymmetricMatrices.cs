using Bilinear.Linalg;

namespace Bilinear.Runtime.Tests.Linalg;

/// <summary>Symmetric matrices of the kinds that eigensolvers fail on.</summary>
internal static class SymmetricMatrices
{
    public static readonly string[] Kinds =
        ["random", "low rank", "clustered", "graded", "graded up", "diagonal", "zero", "identity", "tiny", "huge", "badly scaled", "tridiagonal", "zero rows", "blocks", "ones"];

    public static Matrix Create(string kind, int n, int seed = 1)
    {
        var random = new Random(seed + n);
        return kind switch
        {
            "random" => Symmetric(n, (_, _) => Normal(random)),
            "low rank" => WithValues(n, random, i => i < 3 ? i - 1.5 : 0),
            "clustered" => WithValues(n, random, i => (i % 3) + (1e-9 * i)),
            "graded" => Symmetric(n, (i, j) => Normal(random) * Math.Pow(10, -12.0 * (i + j) / n)),
            "graded up" => Symmetric(n, (i, j) => Normal(random) * Math.Pow(10, -12.0 * (n - i + n - j) / n)),
            "diagonal" => Symmetric(n, (i, j) => i == j ? Normal(random) : 0),
            "zero" => new Matrix(n, n),
            "identity" => Matrix.Identity(n),
            "tiny" => Symmetric(n, (_, _) => 1e-30 * Normal(random)),
            "huge" => Symmetric(n, (_, _) => 1e30 * Normal(random)),
            "badly scaled" => Symmetric(n, (_, _) => Normal(random) * Math.Pow(10, (60 * random.NextDouble()) - 30)),
            "tridiagonal" => Symmetric(n, (i, j) => i == j ? 2 : j == i - 1 ? -1 : 0),
            "zero rows" => Symmetric(n, (i, j) => i % 3 == 1 || j % 3 == 1 ? 0 : Normal(random)),
            "blocks" => Symmetric(n, (i, j) => i / 4 == j / 4 ? Normal(random) : 0),
            "ones" => Symmetric(n, (_, _) => 1),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind."),
        };
    }

    public static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    public static Matrix Random(int rows, int columns, Random random) =>
        new(rows, columns, [.. Enumerable.Range(0, rows * columns).Select(_ => Normal(random))]);

    private static Matrix Symmetric(int n, Func<int, int, double> lower)
    {
        var values = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
                values[(i * n) + j] = values[(j * n) + i] = lower(i, j);
        }

        return new Matrix(n, n, values);
    }

    private static Matrix WithValues(int n, Random random, Func<int, double> value)
    {
        var q = new ThinLq(Random(n, n, random)).Q;
        return Symmetric(n, (i, j) => Enumerable.Range(0, n).Sum(k => value(k) * q[k, i] * q[k, j]));
    }
}
