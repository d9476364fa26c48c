using Bilinear.Dsl.Kernels;
using Bilinear.Dsl.Scheduling;
using Bilinear.Dsl.Scheduling.Verification;

namespace Bilinear.Dsl.Tests.Scheduling;

/// <summary>Each way in which a schedule could be wrong is noticed.</summary>
public class ScheduleVerifierTests
{
    private static readonly ModelSchedules Schedules = Programs.Schedules(Programs.Named("biases everywhere"));

    [Fact]
    public void ScheduleOfTheScheduler_HasNoProblems()
    {
        Assert.Empty(Problems(Schedules.Step));
        Assert.Empty(Problems(Schedules.Forward));
    }

    [Fact]
    public void MissingCall_IsNoticed() => AssertProblem("not written yet", WithoutCall(0));

    [Fact]
    public void CallsInAnotherOrder_AreNoticed()
    {
        var calls = Schedules.Step.Calls.ToList();
        (calls[0], calls[1]) = (calls[1], calls[0]);
        AssertProblem("not written yet", Schedules.Step with { Calls = calls });
    }

    [Fact]
    public void CallThatRunsTwice_IsNoticed() =>
        AssertProblem("for the second time", Schedules.Step with { Calls = [Schedules.Step.Calls[0], .. Schedules.Step.Calls], BackwardStart = Schedules.Step.BackwardStart + 1 });

    [Fact]
    public void MissingGradient_IsNoticed() => AssertProblem("gradient of parameter", WithoutCall(Schedules.Step.Calls.Count - 1));

    [Theory]
    [InlineData(-1, "computes a loss in the backward")]
    [InlineData(1, "the loss ends the forward")]
    public void WrongStartOfTheBackward_IsNoticed(int error, string problem) =>
        AssertProblem(problem, Schedules.Step with { BackwardStart = Schedules.Step.BackwardStart + error });

    [Fact]
    public void WriteToAParameter_IsNoticed() =>
        AssertProblem("only read", WithOutput(0, output => output with { Storage = Storage.Parameter, Index = 0, Name = "embedWeight" }));

    [Fact]
    public void OutputInTheInputsPlace_IsNoticed()
    {
        var input = Schedules.Step.Calls[2].Inputs[0];
        AssertProblem("while it writes it", WithCall(2, call => call with { Outputs = [input with { Columns = call.Outputs[0].Columns }] }));
    }

    [Fact]
    public void WrongShape_IsNoticed() => AssertProblem("gives [1b, 4]", WithOutput(0, output => output with { Columns = 3 }));

    [Fact]
    public void ProductThatDoesNotFit_IsNoticed() =>
        AssertProblem("multiplies 5 columns by 6 rows", WithCall(0, call => call with { Inputs = [call.Inputs[0] with { Columns = 5 }, call.Inputs[1]] }));

    [Fact]
    public void ViewBeyondItsRow_IsNoticed() => AssertProblem("looks beyond", WithOutput(0, output => output with { ColumnOffset = 1 }));

    [Fact]
    public void RepeatedRowThatIsNoRow_IsNoticed() =>
        AssertProblem("not one row as wide", WithCall(0, call => call with { EpilogueInputs = [call.EpilogueInputs[0] with { Rows = 2 }] }));

    [Fact]
    public void TransposedOutput_IsNoticed() => AssertProblem("transposes", WithOutput(0, output => output with { Transposed = true }));

    [Fact]
    public void FiveEpilogueInputs_AreNoticed() =>
        AssertProblem("has 5 epilogue inputs", WithCall(0, call => call with { EpilogueInputs = [.. Enumerable.Repeat(call.EpilogueInputs[0], 5)] }));

    [Fact]
    public void KernelWithoutItsEpilogue_IsNoticed() => AssertProblem("has an epilogue where", WithCall(0, call => call with { Epilogue = null }));

    [Fact]
    public void NoiseCallWithoutNoise_IsNoticed() => AssertProblem("none where it needs some", WithCall(0, call => call with { Kernel = Kernel.Noise }));

    [Fact]
    public void TwoThingsOfOneName_AreNoticed() =>
        AssertProblem("name of two things", WithOutput(0, output => output with { Name = Schedules.Step.Calls[0].Inputs[0].Name }));

    [Fact]
    public void EpilogueThatIsNotListed_IsNoticed() => AssertProblem("list of epilogues", Schedules.Step with { Epilogues = [] });

    [Fact]
    public void LivingBuffersInOnePlace_AreNoticed() => AssertProblem("live at one time in one place", WithBuffer(1, buffer => buffer with { Offset = 0 }));

    [Fact]
    public void BufferThatEndsTooSoon_IsNoticed() => AssertProblem("not to their end", WithBuffer(0, buffer => buffer with { LastCall = buffer.LastCall - 1 }));

    [Fact]
    public void BufferOutsideTheArena_IsNoticed() => AssertProblem("not inside the arena", Schedules.Step with { ArenaFloatsPerSample = 16 });

    [Fact]
    public void BufferThatIsTooSmall_IsNoticed() => AssertProblem("whole cache lines", WithBuffer(0, buffer => buffer with { Columns = 17 }));

    [Fact]
    public void Check_SaysWhatIsWrongAndShowsTheSchedule()
    {
        var error = Assert.Throws<ArgumentException>(() => ScheduleVerifier.Check(WithoutCall(0), Schedules.Model));

        Assert.Contains("mend Scheduler", error.Message, StringComparison.Ordinal);
        Assert.Contains("step schedule of Draft", error.Message, StringComparison.Ordinal);
    }

    private static Schedule WithoutCall(int index) =>
        Schedules.Step with { Calls = [.. Schedules.Step.Calls.Where((_, i) => i != index)], BackwardStart = Schedules.Step.BackwardStart - (index < Schedules.Step.BackwardStart ? 1 : 0) };

    private static Schedule WithCall(int index, Func<KernelCall, KernelCall> change) =>
        Schedules.Step with { Calls = [.. Schedules.Step.Calls.Select((call, i) => i == index ? change(call) : call)] };

    private static Schedule WithOutput(int index, Func<Operand, Operand> change) => WithCall(index, call => call with { Outputs = [change(call.Outputs[0])] });

    private static Schedule WithBuffer(int index, Func<BufferPlan, BufferPlan> change) =>
        Schedules.Step with { Buffers = [.. Schedules.Step.Buffers.Select((buffer, i) => i == index ? change(buffer) : buffer)] };

    private static IReadOnlyList<string> Problems(Schedule schedule) => ScheduleVerifier.Problems(schedule, Schedules.Model.Outputs.Count, Schedules.Model.Parameters.Count);

    private static void AssertProblem(string part, Schedule schedule) =>
        Assert.Contains(Problems(schedule), problem => problem.Contains(part, StringComparison.Ordinal));
}
