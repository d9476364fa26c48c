using System.Globalization;

namespace Bilinear.Training;

/// <summary>What the learning rate is multiplied by, as a function of the step t = 0 … T−1.</summary>
public abstract record LearningRateSchedule
{
    /// <summary>1.</summary>
    public static LearningRateSchedule Constant { get; } = new ConstantSchedule();

    /// <summary>½(1 + cos πt/T).</summary>
    public static LearningRateSchedule Cosine { get; } = new CosineSchedule();

    /// <summary>
    /// t/warmup while it rises, then (T − t)/(T − warmup). With a warm-up the first step's factor is zero, as in Hugging Face's
    /// <c>get_linear_schedule_with_warmup</c>: it fills the moments, and changes no parameter.
    /// </summary>
    /// <param name="warmup">Steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public static LearningRateSchedule Linear(int warmup)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(warmup);
        return new LinearSchedule(warmup);
    }

    /// <summary>
    /// Counts epochs e: from 0.01 linearly to 1 over <paramref name="warmup"/>, then factor^⌊(e − warmup)/every⌋, which
    /// stays as it is from epoch <paramref name="until"/> on. With 2, 2, 0.5, 13 it is that of Pearce, Dooms and Rigg,
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

    /// <param name="step">t, from 0.</param>
    /// <param name="totalSteps">T.</param>
    public abstract double Factor(long step, long totalSteps, long stepsPerEpoch);

    /// <summary>As a <c>.bmlp</c> file writes it.</summary>
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
