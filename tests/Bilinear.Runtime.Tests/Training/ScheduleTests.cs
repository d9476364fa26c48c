using Bilinear.Training;

namespace Bilinear.Runtime.Tests.Training;

/// <summary>Against PyTorch's schedulers, as its documentation gives their closed forms.</summary>
public sealed class ScheduleTests
{
    [Fact]
    public void Constant_IsOne() => Assert.Equal(1, LearningRateSchedule.Constant.Factor(17, 100, 10));

    // CosineAnnealingLR(T_max = T), eta_min 0.
    [Theory]
    [InlineData(0, 1)]
    [InlineData(25, 0.85355339059327378)]
    [InlineData(50, 0.5)]
    [InlineData(99, 0.00024671981713)]
    public void Cosine_FallsFromOneToZero(long step, double factor) => Assert.Equal(factor, LearningRateSchedule.Cosine.Factor(step, 100, 10), 12);

    // get_linear_schedule_with_warmup(50, 1050).
    [Theory]
    [InlineData(0, 0)]
    [InlineData(25, 0.5)]
    [InlineData(50, 1)]
    [InlineData(550, 0.5)]
    [InlineData(1049, 0.001)]
    public void Linear_RisesThenFalls(long step, double factor) => Assert.Equal(factor, LearningRateSchedule.Linear(50).Factor(step, 1050, 10), 12);

    /// <summary>What docs/language.md says of the first step.</summary>
    public static TheoryData<LearningRateSchedule, double> FirstSteps => new()
    {
        { LearningRateSchedule.Constant, 1 }, { LearningRateSchedule.Cosine, 1 }, { LearningRateSchedule.Linear(0), 1 }, { LearningRateSchedule.Steps(0, 2, 0.5), 1 },
        { LearningRateSchedule.Linear(10), 0 }, { LearningRateSchedule.Steps(2, 2, 0.5), 0.01 },
    };

    [Theory, MemberData(nameof(FirstSteps))]
    public void FirstStep_IsAsDocumented(LearningRateSchedule schedule, double factor) => Assert.Equal(factor, schedule.Factor(0, 100, 10));

    [Fact]
    public void Steps_CountsDecaysFromTheEndOfTheWarmup_AndStaysAsBeforeTheEnd()
    {
        var schedule = LearningRateSchedule.Steps(warmup: 3, every: 2, factor: 0.5, until: 9);

        double[] expected = [0.01, 0.34, 0.67, 1, 1, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25];
        for (var epoch = 0; epoch < expected.Length; epoch++)
            Assert.Equal(expected[epoch], schedule.Factor(epoch, expected.Length, 1), 12);
    }

    [Fact]
    public void Linear_WithoutWarmup_BeginsAtOne() => Assert.Equal(1, LearningRateSchedule.Linear(0).Factor(0, 10, 10));

    [Fact]
    public void Linear_WithAWarmupOfTheWholeRun_StaysFinite() =>
        Assert.All(Enumerable.Range(0, 10), step => Assert.InRange(LearningRateSchedule.Linear(10).Factor(step, 10, 5), 0, 1));

    [Fact]
    public void AScheduleThatCannotBeCounted_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Linear(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Steps(warmup: -1, every: 2, factor: 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Steps(warmup: 2, every: 0, factor: 0.5));
    }

    // SequentialLR([LinearLR(0.01, 1, 2), StepLR(2, 0.5), ConstantLR(0.5⁵)], milestones [2, 13]).
    [Fact]
    public void Steps_IsThePapersSchedule()
    {
        double[] epochs = [0.01, 0.505, 1, 1, 0.5, 0.5, 0.25, 0.25, 0.125, 0.125, 0.0625, 0.0625, 0.03125, 0.03125, 0.03125, 0.03125, 0.03125];
        var schedule = LearningRateSchedule.Steps(warmup: 2, every: 2, factor: 0.5, until: 13);
        for (var epoch = 0; epoch < epochs.Length; epoch++)
        {
            Assert.Equal(epochs[epoch], schedule.Factor(epoch * 7, 17 * 7, 7), 12);
            Assert.Equal(epochs[epoch], schedule.Factor(epoch * 7 + 6, 17 * 7, 7), 12);
        }
    }

    [Fact]
    public void Steps_OfTheTwoLayerModel_EndsAtTheSixthPower() =>
        Assert.Equal(Math.Pow(0.5, 6), LearningRateSchedule.Steps(2, 2, 0.5, until: 15).Factor(60, 64, 1));

    [Fact]
    public void Steps_WithoutAnEnd_GoesOnFalling() => Assert.Equal(Math.Pow(0.1, 9), LearningRateSchedule.Steps(0, 10, 0.1).Factor(99, 100, 1), 15);

    [Fact]
    public void Schedules_ReadAsInTheLanguage() => Assert.Equal(
        ["constant", "cosine", "linear(warmup: 50)", "steps(warmup: 2, every: 2, factor: 0.5, until: 13)", "steps(warmup: 0, every: 1, factor: 0.9)"],
        ((LearningRateSchedule[])[LearningRateSchedule.Constant, LearningRateSchedule.Cosine, LearningRateSchedule.Linear(50), LearningRateSchedule.Steps(2, 2, 0.5, 13), LearningRateSchedule.Steps(0, 1, 0.9)]).Select(schedule => schedule.ToString()));
}
