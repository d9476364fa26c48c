using Bilinear.Dsl.Kernels;
using Bilinear.Dsl.Scheduling;
using Bilinear.Dsl.Tests.Syntax;
using Bilinear.Dsl.Text;
using Bilinear.Testing.Interpretation;

namespace Bilinear.Dsl.Tests.Scheduling;

/// <summary>Programs from their text to their schedules: the five of the language, and those of the corpus that compile.</summary>
public class LanguageTests
{
    public static TheoryData<string> Files => ["digits", "mnist", "deep", "gates"];

    [Theory, MemberData(nameof(RightPrograms.All), MemberType = typeof(RightPrograms))]
    public void EveryModel_ComputesWhatItsGraphsSay(string program)
    {
        var compilation = new BmlpCompilation(new SourceText(program, SmallerTexts.Of(RightPrograms.Read(program))));

        // An interpreter that does nothing clever takes its time, and a larger size shows nothing new.
        foreach (var model in compilation.Models.Where(model => model.Bound.Parameters.Sum(parameter => parameter.Count) < 200_000))
        {
            Equality.AssertEqual(model.Differentiated!.Forward, model.Schedules!.Forward, model.Bound.Parameters, batch: 2);
            Equality.AssertEqual(model.Differentiated.Gradient, model.Schedules.Step, model.Bound.Parameters, batch: 2);
        }
    }

    /// <summary>The logits of a batch, and the scores of its positions, never exist whole. No other tensor of these sizes has as many elements as they would.</summary>
    [Theory]
    [InlineData("softmax", "linear(101)")]
    [InlineData("bilinear", "unembedding(embed)")]
    public void Texts_AreTrainedWithoutWholeLogitsAndScores(string scores, string head)
    {
        const int Context = 37, Vocabulary = 101, Heads = 3;
        var compilation = new BmlpCompilation(new SourceText("primes.bmlp", $$"""
            model Primes(tokens: token[{{Vocabulary}}][{{Context}}]) -> next: f32[{{Context}}, {{Vocabulary}}] {
              embed  = embedding(24)
              attend = attention(heads: {{Heads}}, causal: true, rope: 100, scores: {{scores}})
              up     = bilinear(40)
              down   = linear(24)
              head   = {{head}}
              x = tokens |> embed
              x = x + (x |> rmsnorm |> attend)
              x = x + (x |> rmsnorm |> up |> down)
              return x |> rmsnorm |> head
            }
            """));
        Assert.Empty(compilation.Diagnostics);
        var schedules = compilation.Models[0].Schedules!;
        foreach (var schedule in new[] { schedules.Step, schedules.Score! })
        {
            var sizes = schedule.Buffers.Select(buffer => buffer.RowsPerSample * buffer.Columns).ToList();
            Assert.DoesNotContain(schedule.Calls.SelectMany(call => call.Outputs), output => output.Storage == Storage.Output);
            Assert.DoesNotContain(sizes, size => size > 0 && size % (Context * Vocabulary) == 0);
            Assert.DoesNotContain(sizes, size => size > 0 && size % (Heads * Context * Context) == 0);
        }
    }

    /// <summary>Weights, gradients and moments are 101 MB, and 64 MB the most that the head and its loss work with: 1.6 GB in all.</summary>
    [Fact]
    public void Stories_TrainInTheMemoryThatIsStated()
    {
        var step = Compile("corpus/ok/stories/stories.bmlp").Models[0].Schedules!.Step;

        var activations = 64 * step.ArenaFloatsPerSample * sizeof(float);
        Assert.InRange(activations, 900e6, 1.6e9 - 101e6 - 64e6);
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
