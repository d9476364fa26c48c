using Bilinear.Dsl.Autodiff;
using Bilinear.Dsl.Binding;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Passes;
using Bilinear.Dsl.Symbols;
using Bilinear.Testing.Interpretation;
using Bilinear.Testing.Models;
using static Bilinear.Testing.Models.ModelDraft;

namespace Bilinear.Dsl.Tests.Autodiff;

/// <summary>Whole small models: every gradient against finite differences of the loss.</summary>
public class ModelGradientTests
{
    private static readonly Dictionary<string, Func<BoundModel>> Models = new()
    {
        ["one bilinear layer"] = () =>
        {
            var draft = new ModelDraft(2, 3);
            return draft.Return(Pipe(draft.Input, Flatten(), draft.Linear("embed", 6, 4), draft.Glu("body", 4, 5), draft.Linear("head", 5, 3)));
        },
        ["biases everywhere"] = () =>
        {
            var draft = new ModelDraft(6);
            return draft.Return(Pipe(draft.Input, draft.Linear("embed", 6, 4, bias: true), draft.Glu("body", 4, 5, bias: true), draft.Linear("head", 5, 3, bias: true)));
        },
        ["residual layers in a repeat"] = () =>
        {
            var draft = new ModelDraft(6);
            var embed = draft.Linear("embed", 6, 4);
            var turns = Enumerable.Range(0, 3).Select(i => (BoundLayer)Residual(draft, $"stack.{i}")).ToArray();
            return draft.Return(Pipe(draft.Input, embed, Repeat("stack", turns), draft.Linear("head", 4, 3)));
        },
        ["a gate of relu"] = () => Gated(Gate.Relu),
        ["a gate of silu"] = () => Gated(Gate.Silu),
        ["a gate of gelu"] = () => Gated(Gate.Gelu),
        ["norms with and without gain"] = () =>
        {
            var draft = new ModelDraft(6);
            return draft.Return(Pipe(draft.Input, draft.Linear("embed", 6, 4), draft.RmsNorm("norm", gain: 4), draft.Glu("body", 4, 5), draft.RmsNorm(), draft.Linear("head", 5, 3)));
        },
        ["a layer that is used three times"] = () =>
        {
            var draft = new ModelDraft(4);
            var shared = draft.Glu("shared", 4, 4, bias: true);
            var once = draft.Bind("once", Pipe(draft.Input, shared));
            return draft.Return(Pipe(Sum(Read(once), Pipe(once, shared), Pipe(draft.Input, shared)), draft.Linear("head", 4, 3)));
        },
        ["a block that is used twice"] = () =>
        {
            var draft = new ModelDraft(4);
            var block = Residual(draft, "block");
            return draft.Return(Pipe(draft.Input, block, block, draft.Linear("head", 4, 3)));
        },
        ["squared error over several axes"] = () =>
        {
            var draft = new ModelDraft(2, 3, 4);
            return draft.Return(Pipe(draft.Input, draft.Linear("embed", 4, 5, bias: true), draft.Glu("body", 5, 3, Gate.Silu, bias: true), draft.RmsNorm("norm", gain: 3)), LossKind.MeanSquaredError);
        },
        ["cross-entropy over several axes"] = () =>
        {
            var draft = new ModelDraft(2, 3, 4);
            return draft.Return(Pipe(draft.Input, draft.Glu("body", 4, 5, bias: true), draft.Linear("head", 5, 3, bias: true)));
        },
        ["noise before every layer"] = () =>
        {
            var draft = new ModelDraft(6);
            var noise = new NoiseSpec(NoiseKind.Absolute, 0.4);
            return draft.Return(Pipe(draft.Input, draft.Linear("embed", 6, 4, noise: noise), draft.Glu("body", 4, 5, noise: noise), draft.Linear("head", 5, 3, noise: noise)));
        },
        ["the input added to the output"] = () =>
        {
            var draft = new ModelDraft(4);
            return draft.Return(Sum(Read(draft.Input), Pipe(draft.Input, draft.Glu("body", 4, 4)), Read(draft.Input)), LossKind.MeanSquaredError);
        },
    };

    public static TheoryData<string> Names => [.. Models.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Gradients_EqualFiniteDifferences(string name)
    {
        var gradient = Differentiate.Run(Lower.Run(Models[name]()).Training, new DiagnosticBag())!;

        var error = FiniteDifferences.LargestError(gradient, RandomFeeds.For(gradient, batch: 3), RandomFeeds.Noise());

        Assert.True(error < 1e-7, $"{name}: {error}\n{GraphPrinter.Print(gradient)}");
    }

    [Fact]
    public void TwoHalvesOfAGatedUnit_AreJoinedWithoutZeros()
    {
        var gradient = Differentiate.Run(Lower.Run(Gated(Gate.None)).Training, new DiagnosticBag())!;

        Assert.Contains(gradient.Values, value => value.Operator is Concat);
        Assert.DoesNotContain(gradient.Values, value => value.Operator is Pad);
    }

    [Fact]
    public void Input_GetsNoGradient()
    {
        var gradient = Differentiate.Run(Lower.Run(Gated(Gate.None)).Training, new DiagnosticBag())!;

        Assert.DoesNotContain(gradient.Values, value => value.Name == "dImage");
    }

    private static BoundBlock Residual(ModelDraft draft, string path) =>
        Block(path, Floats(4), x => Sum(Read(x), Pipe(x, draft.Glu($"{path}.mix", 4, 4, bias: true))));

    private static BoundModel Gated(Gate gate)
    {
        var draft = new ModelDraft(6);
        return draft.Return(Pipe(draft.Input, draft.Linear("embed", 6, 4), draft.Glu("body", 4, 5, gate, bias: true), draft.Linear("head", 5, 3)));
    }
}
