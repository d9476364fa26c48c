using Bilinear.Dsl.Autodiff;
using Bilinear.Dsl.Binding;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Passes;
using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Tests.Syntax;
using Bilinear.Dsl.Text;
using Bilinear.Testing.Models;
using static Bilinear.Testing.Models.ModelDraft;

namespace Bilinear.Dsl.Tests.Passes;

public class LowerTests
{
    [Fact]
    public void GatedUnit_IsOneProductAndTwoSlices()
    {
        var draft = new ModelDraft(6);
        var model = draft.Return(Pipe(draft.Input, draft.Glu("body", 6, 3, Gate.Silu, bias: true)));

        Assert.Equal(
            """
            forward graph of Draft
              image: f32[b, 6] = input 0
              body.weight: f32[6, 6] = parameter 0
              body.bias: f32[6] = parameter 1
              body.product: f32[b, 6] = matmul image, body.weightᵀ
              body.bias_rows: f32[b, 6] = broadcast body.bias
              body.stacked: f32[b, 6] = add body.product, body.bias_rows
              body.left: f32[b, 3] = slice body.stacked, start 0
              body.right: f32[b, 3] = slice body.stacked, start 3
              body.gated: f32[b, 3] = silu body.left
              digit: f32[b, 3] = multiply body.gated, body.right
              return digit = digit

            """.ReplaceLineEndings("\n"), GraphPrinter.Print(Lower.Run(model).Forward));
    }

    [Fact]
    public void Noise_StandsInTheTrainingGraphOnly()
    {
        var draft = new ModelDraft(6);
        var noise = new NoiseSpec(NoiseKind.Token, 0.25);
        var shared = draft.Linear("shared", 6, 6, noise: noise);
        var lowered = Lower.Run(draft.Return(Pipe(draft.Input, shared, shared)));

        Assert.DoesNotContain(lowered.Forward.Values, value => value.Operator is Noise);
        Assert.Equal([new Noise(noise, 0), new Noise(noise, 1)], lowered.Training.Values.Select(value => value.Operator).OfType<Noise>());
    }

    [Fact]
    public void SquaredError_ComparesWithTheOutputsShape()
    {
        var draft = new ModelDraft(2, 6);
        var training = Lower.Run(draft.Return(Pipe(draft.Input, draft.Linear("head", 6, 3)), LossKind.MeanSquaredError)).Training;

        Assert.Equal("f32[b, 2, 3]", training.Inputs[1].Type.ToString());
    }

    [Fact]
    public void CrossEntropy_TakesOneLabelARow()
    {
        var draft = new ModelDraft(2, 6);
        var training = Lower.Run(draft.Return(Pipe(draft.Input, draft.Linear("head", 6, 3)))).Training;

        Assert.Equal("i32[b, 2]", training.Inputs[1].Type.ToString());
    }

    [Theory]
    [InlineData("layer_used_twice", "same block_.mix block_ a same@2 turns.0.mix turns.0 turns.1.mix turns.1 turns b turns.0.mix@2 turns.0@2 turns.1.mix@2 turns.1@2 turns@2 block_.mix@2 block_@2 rmsnorm")]
    [InlineData("names_bound_again", "a.mix a.x a.x@2 a.rmsnorm a.y a.x@3 a image head image@2")]
    [InlineData("every_noise", "relative absolute token default.mix default given.mix given none_.mix none_ head")]
    [InlineData("several_outputs", "embed body x digits parity amount")]
    public void EveryNameOfTheProgram_StandsForItsValue(string program, string names)
    {
        var compilation = new BmlpCompilation(new SourceText(program, RightPrograms.Read($"corpus/ok/{program}/{program}.bmlp")));

        var lowered = compilation.Models[0].Lowered;

        Assert.Equal(names, string.Join(" ", lowered.Forward.Named.Select(named => named.Name)));
        Assert.Empty(lowered.Training.Named);
    }

    public static TheoryData<string> DeepShapes => ["chain", "sum", "bindings", "nested blocks"];

    /// <summary>A compiler runs on threads with little stack; ten thousand operators in any shape must fit.</summary>
    [Theory, MemberData(nameof(DeepShapes))]
    public void TenThousandOperators_FitASmallStack(string shape)
    {
        Graph? gradient = null;
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    gradient = Differentiate.Run(Lower.Run(Deep(shape, 10_000)).Training, new DiagnosticBag());
                }
                catch (Exception error)
                {
                    failure = error;
                }
            },
            maxStackSize: 256 * 1024);
        thread.Start();
        thread.Join();

        Assert.Null(failure);
        Assert.True(gradient!.Values.Count > 10_000);
    }

    private static BoundModel Deep(string shape, int depth)
    {
        var draft = new ModelDraft(4);
        var layer = draft.Linear("layer", 4, 4);
        switch (shape)
        {
            case "chain":
                return draft.Return(Pipe(draft.Input, [.. Enumerable.Repeat<BoundLayer>(layer, depth)]));
            case "sum":
                return draft.Return(Sum([.. Enumerable.Repeat(Pipe(draft.Input, layer), depth)]));
            case "bindings":
                var value = draft.Input;
                for (var i = 0; i < depth; i++)
                    value = draft.Bind("x", Pipe(value, layer));
                return draft.Return(Read(value));
            default:
                BoundLayer inner = layer;
                for (var i = 0; i < depth; i++)
                {
                    var wrapped = inner;
                    inner = Block("block", Floats(4), x => Sum(Read(x), Pipe(x, wrapped)));
                }

                return draft.Return(Pipe(draft.Input, inner));
        }
    }
}
