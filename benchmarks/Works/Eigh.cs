using Bilinear.Benchmarks.Measuring;
using Bilinear.Linalg;

namespace Bilinear.Benchmarks.Works;

/// <summary>
/// Symmetric matrices of normal numbers: all eigenpairs, and the 20 leading ones, beside torch.linalg.eigh of the same, which
/// knows only all.
/// </summary>
internal sealed class Eigh : IBenchmark
{
    private const int Leading = 20;

    public IEnumerable<Case> Cases =>
    [
        All(1, 256, 1.3), All(1, 512, 1.3), All(1, 784, 1.3), All(1, 1024, 1.3), All(10, 512, 0.9),
        First(10, 512, 0.5), First(1, 1024, 0.5),
    ];

    public string Remark(IReadOnlyList<Result> results) => $"""
        max ‖Av − λv‖ / (‖A‖√n) and max |VVᵀ − I| / √n, of which 2e-7 is promised:

        | {"work",-22} | {"size",-14} | {"ours",-22} | {"PyTorch",-22} |
        |{new string('-', 24)}|{new string('-', 16)}|{new string('-', 24)}|{new string('-', 24)}|
        {string.Join('\n', results.DistinctBy(result => (result.Name, result.Size)).Select(result => $"| {result.Name,-22} | {result.Size,-14} | {result.Accuracy.Ours,-22} | {result.Accuracy.Peer,-22} |"))}
        """;

    private static Case All(int batch, int n, double atMost) => new("eigh all", $"{batch} × {n}", device =>
    {
        var matrices = Random(batch, n);
        var (values, vectors) = (new float[batch * n], new float[batch * n * n]);
        return new Ours(() => SymmetricEigen.Decompose(matrices, n, values, vectors, device)) { Judge = () => Judge(matrices, n, values, vectors) };
    })
    {
        Peer = $"eigh b={batch} n={n}",
        AtMost = atMost,
    };

    private static Case First(int batch, int n, double atMost) => new($"eigh {Leading} leading", $"{batch} × {n}", device =>
    {
        var matrices = Random(batch, n);
        var (values, vectors) = (new float[batch * Leading], new float[batch * Leading * n]);
        return new Ours(() => SymmetricEigen.Leading(matrices, n, Leading, SpectrumEnd.Magnitude, values, vectors, device)) { Judge = () => Judge(matrices, n, values, vectors) };
    })
    {
        Peer = $"eigh b={batch} n={n}",
        AtMost = atMost,
    };

    // A + Aᵀ
    private static float[] Random(int batch, int n)
    {
        var random = new Random(1);
        var matrices = new float[batch * n * n];
        for (var at = 0; at < matrices.Length; at += n * n)
        {
            for (var row = 0; row < n; row++)
            {
                for (var column = 0; column <= row; column++)
                    matrices[at + row * n + column] = matrices[at + column * n + row] = (float)(Math.Sqrt(-4 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
            }
        }
        return matrices;
    }

    // Of the first matrix.
    private static string Judge(float[] matrices, int n, float[] values, float[] vectors)
    {
        var count = values.Length / (matrices.Length / (n * n));
        var rows = Matrix.From(vectors.AsSpan(0, count * n), n);
        var (images, gram) = (rows.Times(Matrix.From(matrices.AsSpan(0, n * n), n)), rows.TimesTransposed(rows));
        var (norm, residual, skew) = (values.Take(count).Max(value => Math.Abs((double)value)), 0.0, 0.0);
        for (var row = 0; row < count; row++)
        {
            var squares = 0.0;
            for (var column = 0; column < n; column++)
                squares += Math.Pow(images[row, column] - values[row] * rows[row, column], 2);
            residual = Math.Max(residual, Math.Sqrt(squares));
            for (var column = 0; column < count; column++)
                skew = Math.Max(skew, Math.Abs(gram[row, column] - (row == column ? 1 : 0)));
        }
        return $"{residual / norm / Math.Sqrt(n):0.0e-0}, {skew / Math.Sqrt(n):0.0e-0}";
    }
}
