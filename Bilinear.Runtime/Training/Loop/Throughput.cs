namespace Bilinear.Training.Loop;

/// <summary>
/// Measures samples per second, and of texts tokens, over the last one to two seconds of training. The time of steps counts, and the time of waiting
/// for a device to read a loss; whatever else is done between steps does not.
/// </summary>
internal sealed class Throughput(TimeProvider clock)
{
    private long _start;
    private (long Samples, long Tokens, long Time) _now;
    private (long Samples, long Tokens, long Time) _middle;
    private (long Samples, long Tokens, long Time) _first;

    public double SamplesPerSecond => PerSecond(_now.Samples - _first.Samples);

    public double TokensPerSecond => PerSecond(_now.Tokens - _first.Tokens);

    public void Begin() => _start = clock.GetTimestamp();

    /// <param name="samples">The number of samples trained on since <see cref="Begin"/>.</param>
    /// <param name="tokens">The number of their tokens, of texts.</param>
    public void End(int samples, int tokens = 0)
    {
        // The first step also compiles the kernels, so it counts only until there is a second.
        if (_first.Samples == 0 && _now.Samples > 0)
            _first = _middle = _now;
        _now = (_now.Samples + samples, _now.Tokens + tokens, _now.Time + clock.GetTimestamp() - _start);
        if (_now.Time - _middle.Time > clock.TimestampFrequency)
            (_first, _middle) = (_middle, _now);
    }

    private double PerSecond(long count) => count * (double)clock.TimestampFrequency / Math.Max(1, _now.Time - _first.Time);
}
