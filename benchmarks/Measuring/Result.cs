using System.Text.Json.Serialization;

namespace Bilinear.Benchmarks.Measuring;

/// <summary>What was measured of a case, in seconds.</summary>
/// <param name="Ours">The median.</param>
/// <param name="Peer">PyTorch's, or that of what the case stands beside.</param>
/// <param name="Spread">The distance between the quartiles of a side's samples, as a share of their median; the larger one of the two sides.</param>
internal sealed record Result(string Name, string Size, int Threads, double Ours, double? Peer, double? Gflops, double? ShareOfPeak, double Spread)
{
    /// <summary>A row with a larger spread is measured again, and marked if it stays.</summary>
    public const double QuietSpread = 0.15;

    public double? Ratio => Ours / Peer;

    /// <summary>Our fastest sample over that of the other side: what is left of the ratio where a machine's speed changes within a row.</summary>
    public double? FastestRatio { get; init; }

    /// <summary>What the ratio should be at most; 0 where nothing is asked.</summary>
    [JsonIgnore]
    public double AtMost { get; init; }

    /// <summary>The ratio that this work would have at the whole FMA peak: on this machine none can fall below it. Null beside work of our own.</summary>
    [JsonIgnore]
    public double? LeastRatio { get; init; }

    /// <summary>What each side says of its own results, for a benchmark's remark.</summary>
    [JsonIgnore]
    public (string? Ours, string? Peer) Accuracy { get; init; }
}
