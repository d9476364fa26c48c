namespace Bilinear.Training;

/// <summary>Training has diverged: a loss or a parameter is infinite or NaN. Nothing is written then; the last good checkpoint stays.</summary>
public sealed class DivergedException(string model, long step, string sign)
    : ArithmeticException($"{model} diverged: at step {step} {sign}. A smaller learning rate, a schedule with a warmup, or inputs scaled to about 1 help most often.")
{
    /// <summary>The step at which that was noticed, counted from 1.</summary>
    public long Step { get; } = step;
}
