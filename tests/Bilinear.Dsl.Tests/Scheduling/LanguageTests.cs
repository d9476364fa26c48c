using Bilinear.Dsl.Kernels;
using Bilinear.Dsl.Scheduling;
using Bilinear.Dsl.Tests.Syntax;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Tests.Scheduling;

/// <summary>Programs from their text to their schedules: the five of the language, and those of the corpus that compile.</summary>
public class LanguageTests
{
    public static TheoryData<string> Files => ["digits", "mnist", "deep", "gates"];

    [Theory, MemberData(nameof(RightPrograms.All), MemberType = typeof(RightPrograms))]
    public void EveryModel_ComputesWhatItsGraphsSay(string program)
    {
        var compilation = Compile(program);

        // An interpreter that does nothing clever takes its time, and a larger size shows nothing new.
        foreach (var model in compilation.Models.Where(model => model.Bound.Parameters.Sum(parameter => parameter.Count) < 200_000))
        {
            Equality.AssertEqual(model.Differentiated!.Forward, model.Schedules!.Forward, model.Bound.Parameters, batch: 2);
            Equality.AssertEqual(model.Differentiated.Gradient, model.Schedules.Step, model.Bound.Parameters, batch: 2);
        }
    }

    [Fact]
    public void Sequences_AreRefusedOnceAndNotScheduled()
    {
        var compilation = Compile("corpus/ok/stories/stories.bmlp");

        Assert.Single(compilation.Diagnostics);
        Assert.Empty(compilation.Models);
    }

    /// <summary>The layer's product, its gate and what the backward needs are one call; so are the adjoints of both halves.</summary>
    [Theory, MemberData(nameof(Files))]
    public void NoModel_NeedsAPassOfItsOwnForPointwiseWork(string file)
    {
        var compilation = Compile($"corpus/ok/{file}/{file}.bmlp");

        Assert.Empty(compilation.Diagnostics);
        Assert.All(compilation.Models, model => Assert.DoesNotContain(model.Schedules!.Step.Calls, call => call.Kernel == Kernel.Map));
    }

    private static BmlpCompilation Compile(string program) => new(new SourceText(program, RightPrograms.Read(program)));
}
