using Bilinear.Benchmarks.Measuring;
using Bilinear.Benchmarks.Models;

namespace Bilinear.Benchmarks.Works;

/// <summary>One picture through a small model, on weights that are packed once: what a call costs beside its arithmetic.</summary>
internal sealed class Tiny : IBenchmark
{
    public IEnumerable<Case> Cases =>
    [
        new("forward of Digits", "B=1", device =>
        {
            using var model = new Digits(device, 1);
            var weights = model.ToWeights();
            var reader = weights.OpenInference();
            var (input, output) = (new float[64], new float[10]);
            return new Ours(() => reader.Forward(input, output), reader, weights);
        })
        {
            Operations = 2.0 * (64 * 64 + 128 * 64 + 10 * 64),
            Peer = "forward inputs=64 hidden=64 noise=0 batch=1",
        },
    ];

    public string Remark(IReadOnlyList<Result> results) => $"The forward pass of Digits for one picture is to take at most 2 µs: {string.Join(", ", results.Select(result => $"{result.Ours * 1e6:F2} µs"))}.";
}
