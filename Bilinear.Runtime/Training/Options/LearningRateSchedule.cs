using System.Globalization;

namespace Bilinear.Training;

/// <summary>Gives the factor of the learning rate as a function of the step t = 0 … T−1.</summary>
public abstract record LearningRateSchedule
{
    /// <summary>The factor is 1.</summary>
    public static LearningRateSchedule Constant { get; } = new ConstantSchedule();

    /// <summary>The factor is ½(1 + cos πt/T).</summary>
    public static LearningRateSchedule Cosine { get; } = new CosineSchedule();

    /// <summary>
    /// The factor is t/warmup while it rises, then (T − t)/(T − warmup). With a warm-up the first step's factor is zero, as in Hugging Face's
    /// <c>get_linear_schedule_with_warmup</c>: it fills the moments, and changes no parameter.
    /// </summary>
    /// <param name="warmup">The number of steps in which the factor rises.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="warmup"/> is negative.</exception>
    public static LearningRateSchedule Linear(int warmup)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(warmup);
        return new LinearSchedule(warmup);
    }

    /// <summary>
    /// The factor changes with the epoch e: it rises linearly from 0.01 to 1 over <paramref name="warmup"/> epochs, and is then
    /// factor^⌊(e − warmup)/every⌋, which no longer changes from epoch <paramref name="until"/> on. The arguments 2, 2, 0.5, 13
    /// give the schedule of Pearce, Dooms and Rigg,
    /// "Weight-based Decomposition: A Case for Bilinear MLPs" (2024).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="warmup"/> or <paramref name="factor"/> is negative, <paramref name="every"/> is not at least 1, or <paramref name="factor"/> is not finite.</exception>
    public static LearningRateSchedule Steps(int warmup, int every, double factor, int? until = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(warmup);
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        if (!(factor >= 0 && double.IsFinite(factor)))
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "A learning rate cannot be multiplied by this: the factor must be finite and at least 0.");
        return new StepsSchedule(warmup, every, factor, until);
    }

    /// <summary>Gives the factor of the learning rate at a step.</summary>
    /// <param name="step">The step t, from 0.</param>
    /// <param name="totalSteps">The number of steps T.</param>
    /// <param name="stepsPerEpoch">The number of steps of an epoch.</param>
    public abstract double Factor(long step, long totalSteps, long stepsPerEpoch);

    /// <summary>Prints the schedule as a <c>.bmlp</c> file writes it.</summary>
    public abstract override string ToString();

    private sealed record ConstantSchedule : LearningRateSchedule
    {
        public override double Factor(long step, long totalSteps, long stepsPerEpoch) => 1;

        public override string ToString() => "constant";
    }

    private sealed record CosineSchedule : LearningRateSchedule
    {
        public override double Factor(long step, long totalSteps, long stepsPerEpoch) => 0.5 * (1 + Math.Cos(Math.PI * step / totalSteps));

        public override string ToString() => "cosine";
    }

    private sealed record LinearSchedule(int Warmup) : LearningRateSchedule
    {
        public override double Factor(long step, long totalSteps, long stepsPerEpoch) => step < Warmup
            ? (double)step / Warmup
            : (double)(totalSteps - step) / Math.Max(1, totalSteps - Warmup);

        public override string ToString() => $"linear(warmup: {Warmup})";
    }

    private sealed record StepsSchedule(int Warmup, int Every, double Decay, int? Until) : LearningRateSchedule
    {
        private const double FirstFactor = 0.01;

        public override double Factor(long step, long totalSteps, long stepsPerEpoch)
        {
            var epoch = step / stepsPerEpoch;
            if (epoch < Warmup)
                return FirstFactor + (1 - FirstFactor) * epoch / Warmup;
            if (Until is { } until)
                epoch = Math.Max(Warmup, Math.Min(epoch, until - 1));
            return Math.Pow(Decay, (epoch - Warmup) / Every);
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"steps(warmup: {Warmup}, every: {Every}, factor: {Decay}{(Until is { } until ? $", until: {until}" : "")})");
    }
}
