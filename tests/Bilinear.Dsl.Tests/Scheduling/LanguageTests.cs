using Bilinear.Dsl.Scheduling;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Tests.Scheduling;

/// <summary>The programs of the language, from their text to their schedules.</summary>
public class LanguageTests
{
    public static TheoryData<string> Files => ["digits", "mnist", "deep", "gates"];

    [Theory, MemberData(nameof(Files))]
    public void EveryModel_ComputesWhatItsGraphsSay(string file)
    {
        var compilation = Compile(file);

        Assert.Empty(compilation.Diagnostics);
        foreach (var model in compilation.Models)
        {
            // An interpreter that does nothing clever takes its time, and a larger size shows nothing new.
            if (model.Bound.Parameters.Sum(parameter => parameter.Count) > 500_000)
                continue;
            Equality.AssertEqual(model.Differentiated!.Forward, model.Schedules!.Forward, model.Bound.Parameters, batch: 2);
            Equality.AssertEqual(model.Differentiated.Gradient, model.Schedules.Step, model.Bound.Parameters, batch: 2);
        }
    }

    [Fact]
    public void Sequences_AreRefusedOnceAndNotScheduled()
    {
        var compilation = Compile("stories");

        Assert.Single(compilation.Diagnostics);
        Assert.Empty(compilation.Models);
    }

    /// <summary>The layer's product, its gate and what the backward needs are one call; so are the adjoints of both halves.</summary>
    [Theory, MemberData(nameof(Files))]
    public void NoModel_NeedsAPassOfItsOwnForPointwiseWork(string file) =>
        Assert.All(Compile(file).Models, model => Assert.DoesNotContain(model.Schedules!.Step.Calls, call => call.Kernel == Kernel.Map));

    private static BmlpCompilation Compile(string file) =>
        new(new SourceText($"{file}.bmlp", File.ReadAllText(Path.Combine(Testing.Repository.Language, $"{file}.bmlp"))));
}
