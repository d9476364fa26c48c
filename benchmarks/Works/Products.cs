using Bilinear.Benchmarks.Measuring;

namespace Bilinear.Benchmarks.Works;

/// <summary>c = a·b, either factor as it lies or transposed.</summary>
internal sealed class Products : IBenchmark
{
    public IEnumerable<Case> Cases =>
        from size in new[] { 512, 1024, 2048 }
        from order in new[] { "nn", "nt", "tn", "tt" }
        select new Case("product", $"{size}³ {order}", device =>
        {
            var at = new Matrices(device);
            var (a, b, c) = (at.Random(size, size), at.Random(size, size), at.Random(size, size));
            if (order[0] == 't') a = a.T;
            if (order[1] == 't') b = b.T;
            return new Ours(() => device.Product(a, b, c), at);
        })
        {
            Operations = 2.0 * size * size * size,
            Peer = $"product m={size} n={size} k={size} order={order}",
            AtMost = 0.60,
        };
}
