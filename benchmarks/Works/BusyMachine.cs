using Bilinear.Benchmarks.Measuring;

namespace Bilinear.Benchmarks.Works;

/// <summary>A training step alone, and with another process that holds one core.</summary>
internal sealed class BusyMachine : IBenchmark
{
    public IEnumerable<Case> Cases =>
        from batch in new[] { 2048, 128 }
        from isHeld in new[] { false, true }
        select TrainingSteps.Mnist(batch, 0) with
        {
            Name = isHeld ? "busy: one core held" : "busy: alone",
            Meanwhile = isHeld ? () => new HeldCore() : null,
        };

    public string Remark(IReadOnlyList<Result> results)
    {
        var pairs =
            from held in results.Where(result => result.Name.EndsWith("held", StringComparison.Ordinal))
            from alone in results
            where alone.Name != held.Name && (alone.Size, alone.Threads) == (held.Size, held.Threads)
            select $"{held.Size} on {held.Threads}: ours {held.Ours / alone.Ours:F2}{(held.Peer is null ? "" : $", PyTorch {held.Peer / alone.Peer:F2}")}";
        return $"With one core held by another process a step takes so many times as long (ours: at most 2.5): {string.Join("; ", pairs)}.";
    }
}
