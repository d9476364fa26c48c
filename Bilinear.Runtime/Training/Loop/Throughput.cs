namespace Bilinear.Training.Loop;

/// <summary>
/// Samples a second over the last of training, one second to two. Time runs in steps, and where somebody waits for a
/// device to tell a loss; what else is done between steps does not count.
/// </summary>
internal sealed class Throughput(TimeProvider clock)
{
    private long _start;
    private (long Samples, long Time) _now;
    private (long Samples, long Time) _middle;
    private (long Samples, long Time) _first;

    public double SamplesPerSecond => (_now.Samples - _first.Samples) * (double)clock.TimestampFrequency / Math.Max(1, _now.Time - _first.Time);

    public void Begin() => _start = clock.GetTimestamp();

    /// <param name="samples">That have been trained on since <see cref="Begin"/>.</param>
    public void End(int samples)
    {
        // The first step also compiles the kernels: it counts only as long as it is all that there is.
        if (_first.Samples == 0 && _now.Samples > 0)
            _first = _middle = _now;
        _now = (_now.Samples + samples, _now.Time + clock.GetTimestamp() - _start);
        if (_now.Time - _middle.Time > clock.TimestampFrequency)
            (_first, _middle) = (_middle, _now);
    }
}
