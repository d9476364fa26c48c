using Bilinear.Devices;

namespace Bilinear.Benchmarks.Measuring;

/// <summary>Measures cases, the two sides in turns.</summary>
internal sealed class Run(string[] filter, int[] threads, Peer? peer)
{
    private const int Fewest = 3;
    private const int Most = 21;
    private const double SecondsACase = 2;
    private const double SameVectors = 1.10;
    private const int MostTries = 3;

    private readonly Dictionary<int, double> _peaks = threads.Distinct().ToDictionary(count => count, Measuring.Peak.Measure);

    public string? PeerName => peer?.Name;

    /// <summary>FMA peaks in operations a second, by the number of threads.</summary>
    public IReadOnlyDictionary<int, double> Peaks => _peaks;

    public IEnumerable<Result> Results(IEnumerable<IBenchmark> benchmarks) => benchmarks.SelectMany(Results);

    public IEnumerable<Result> Results(IBenchmark benchmark) =>
        from @case in benchmark.Cases
        where filter.Length == 0 || filter.Any(part => $"{@case.Name} {@case.Size}".Contains(part, StringComparison.OrdinalIgnoreCase))
        from count in threads
        select Measure(@case, count);

    private Result Measure(Case @case, int count)
    {
        using var device = Device.Open(DeviceKind.Cpu, new DeviceOptions { Threads = count });
        using var ours = @case.Ours(device);
        using var other = @case.Beside?.Invoke(device) ?? (@case.Peer is null ? null : peer?.Open(@case.Peer, count));
        using var meanwhile = @case.Meanwhile?.Invoke();

        var samples = new Samples(ours);
        var others = other is null ? null : new Samples(other);
        samples.Warm();
        others?.Warm();
        var best = Take(samples, others);
        for (var tries = 1; tries < MostTries && best.Spread > Result.QuietSpread; tries++)
        {
            var again = Take(samples, others);
            if (again.Spread < best.Spread)
                best = again;
        }

        double? rate = @case.Operations > 0 ? @case.Operations / best.Ours : null;
        return new Result(@case.Name, @case.Size, count, best.Ours, best.Other, rate / 1e9, rate / _peaks[count], best.Spread)
        {
            AtMost = AtMost(@case, count),
            LeastRatio = @case.Beside is null ? @case.Operations / _peaks[count] / best.Other : null,
            FastestRatio = best.FastestRatio,
            Accuracy = (ours.Accuracy, other?.Accuracy),
        };
    }

    // The two sides in turns, so that both meet the same minutes of the machine.
    private static (double Ours, double? Other, double Spread, double? FastestRatio) Take(Samples samples, Samples? others)
    {
        samples.Clear();
        others?.Clear();
        var rounds = Math.Clamp((int)(SecondsACase / (samples.Cost + (others?.Cost ?? 0))), Fewest, Most);
        for (; rounds > 0; rounds--)
        {
            samples.Take();
            others?.Take();
        }

        return (samples.Median, others?.Median, Math.Max(samples.Spread, others?.Spread ?? 0), samples.Fastest / others?.Fastest);
    }

    // Beside PyTorch's AVX2 kernels ours must lead where they have wider vectors, and keep up where they have not.
    private static double AtMost(Case @case, int count) =>
        @case.AtMost > 0 && @case.Peer is not null && Measuring.Peak.Width < 16 ? SameVectors
        : count > 1 ? @case.AtMostOnSeveral ?? @case.AtMost
        : @case.AtMost;
}
