using Bilinear.Dsl.Kernels;
using Bilinear.Dsl.Scheduling;
using Bilinear.Dsl.Text;
using Bilinear.Testing.Models;
using static Bilinear.Testing.Models.ModelDraft;

namespace Bilinear.Dsl.Tests.Scheduling;

public class SchedulerTests
{
    [Fact]
    public void FirstProgram_ReadsAsItsEquations() => Assert.Equal(
        [
            "embed[b,32] = image·embed.weightᵀ",
            "bodyLeft[b,16] = embed·Wᵀ, bodyRight = embed·Vᵀ, body = bodyLeft ⊙ bodyRight",
            "digit[b,10] = body·head.weightᵀ",
            "loss = cross_entropy(digit, target), dDigit[b,10] = ∂loss/∂digit",
            "dBody[b,16] = dDigit·head.weight, dBodyLeft = dBody ⊙ bodyRight, dBodyRight = dBody ⊙ bodyLeft",
            "dHead.weight[10,16] = dDigitᵀ·body",
            "dEmbed[b,32] = dBodyStacked·body.weight",
            "dBody.weight[32,32] = dBodyStackedᵀ·embed",
            "dEmbed.weight[32,64] = dEmbedᵀ·image",
        ],
        Programs.Schedules(Programs.Digits()).Step.Calls.Select(call => call.Equation));

    [Fact]
    public void Turns_ShareTheirEpilogues()
    {
        var schedules = Programs.Schedules(Programs.NormedRepeat(iterations: 10));

        Assert.Equal(["BodyUpEpilogue", "AddXEpilogue"], schedules.Forward.Epilogues.Select(epilogue => epilogue.Name));
        Assert.InRange(schedules.Step.Epilogues.Count, 3, 4);
    }

    [Fact]
    public void Epilogues_HaveOneNameInBothSchedules()
    {
        var schedules = Programs.Schedules(Programs.ResidualRepeat());
        var both = schedules.Forward.Epilogues.Concat(schedules.Step.Epilogues).Distinct().ToList();

        Assert.Equal(both.Count, both.Select(epilogue => epilogue.Name).Distinct().Count());
    }

    /// <summary>The second term is added where the first one lies, so a large weight needs no second matrix.</summary>
    [Fact]
    public void GradientOfALayerThatIsUsedTwice_IsSummedInItsPlace()
    {
        var step = Programs.Schedules(Programs.Named("a linear layer that is used twice")).Step;

        var sum = Assert.Single(step.Calls, call => call.EpilogueInputs.Any(input => input.Storage == Storage.Gradient));
        Assert.Equal(sum.Outputs[0], sum.EpilogueInputs[0]);
        Assert.DoesNotContain(step.Buffers, buffer => buffer.Rows > 1);
    }

    [Fact]
    public void HalvesOfAnAdjoint_AreColumnsOfOneBuffer()
    {
        var halves = Programs.Schedules(Programs.Digits()).Step.Calls[4].Outputs;

        Assert.Equal([0, 16], halves.Select(half => half.ColumnOffset));
        Assert.All(halves, half => Assert.Equal((halves[0].Index, 32L), (half.Index, half.RowStride)));
    }

    [Fact]
    public void Forward_WritesTheOutputItself()
    {
        var forward = Programs.Schedules(Programs.Digits()).Forward;

        Assert.Equal(Storage.Output, forward.Calls[^1].Outputs[0].Storage);
        Assert.Equal(forward.Calls.Count, forward.BackwardStart);
    }

    [Fact]
    public void InferenceOfADeepModel_NeedsTheMemoryOfOneLayer()
    {
        var few = Programs.Schedules(Programs.NormedRepeat(iterations: 2)).Forward.ArenaFloatsPerSample;
        var many = Programs.Schedules(Programs.NormedRepeat(iterations: 50)).Forward.ArenaFloatsPerSample;

        Assert.Equal(few, many);
    }

    [Fact]
    public void ModelBeyondTheMemoryOfOneSample_IsReportedAtTheLayer()
    {
        const string Text = """
            model Large(image: f32[524288, 4]) -> rows: f32[524288, 4] {
              body = bilinear(2048)
              head = linear(4)

              return image |> body |> head
            }

            train Large {
              loss mean_squared_error
            }
            """;

        var diagnostic = Assert.Single(new BmlpCompilation(new SourceText("large.bmlp", Text)).Diagnostics);

        Assert.Equal("BMLP5009", diagnostic.Rule.Id);
        Assert.Equal("body", Text.Substring(diagnostic.Span.Start, diagnostic.Span.Length));
    }

    /// <summary>A pass that is quadratic would take minutes here.</summary>
    [Fact(Timeout = 120_000)]
    public async Task TenThousandOperators_AreScheduled()
    {
        var shapes = new[]
        {
            Programs.NormedRepeat(iterations: 2_500),
            Programs.Of([4], draft => ModelDraft.Sum([.. Enumerable.Range(0, 5_000).Select(i => Pipe(draft.Input, draft.Linear($"term{i}", 4, 4)))])),
            Programs.Of([4], draft => ModelDraft.Sum([.. Enumerable.Repeat(Read(draft.Input), 10_000)])),
        };

        var schedules = await Task.Run(() => shapes.Select(Programs.Schedules).ToList(), TestContext.Current.CancellationToken);

        Assert.All(schedules, schedule => Assert.NotEmpty(schedule.Step.Calls));
    }
}
