using Bilinear.Dsl.Binding;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Fusion;
using Bilinear.Dsl.Kernels;
using Bilinear.Dsl.Scheduling;
using Bilinear.Dsl.Symbols;
using Bilinear.Testing.Models;
using static Bilinear.Testing.Models.ModelDraft;

namespace Bilinear.Dsl.Tests.Scheduling;

/// <summary>What is fused into what.</summary>
public class FuseTests
{
    [Fact]
    public void GatedUnit_IsOneCallInEachDirection() => Assert.Equal(
        """
        fused gradient graph of Draft
           0  dual_product image, body.weightᵀ
                body.left: f32[b, 3] = l + body.bias[:, 0..3]
                body.right: f32[b, 3] = r + body.bias[:, 3..6]
                body: f32[b, 3] = silu(l + body.bias[:, 0..3]) ⊙ (r + body.bias[:, 3..6])
           1  product body, head.weightᵀ
                digit: f32[b, 2] = l
           2  cross_entropy digit, target
                loss: f32[]
                dDigit: f32[b, 2]
           3  product dDigit, head.weight
                dBody.stacked[:, 0..3]: f32[b, 3] = l ⊙ body.right ⊙ silu′(body.left)
                dBody.stacked[:, 3..6]: f32[b, 3] = l ⊙ silu(body.left)
           4  product dDigitᵀ, body
                dHead.weight: f32[2, 3] = l
           5  sum_rows dBody.stacked
                dBody.bias: f32[6]
           6  product dBody.stackedᵀ, image
                dBody.weight: f32[6, 4] = l
          return digit = digit
          return loss = loss
          return dBody.weight = dBody.weight
          return dBody.bias = dBody.bias
          return dHead.weight = dHead.weight

        """.ReplaceLineEndings("\n"),
        FusedPrinter.Print(Step(Programs.Of([4], draft => Pipe(draft.Input, draft.Glu("body", 4, 3, Gate.Silu, bias: true), draft.Linear("head", 3, 2))))));

    [Fact]
    public void Residual_IsAddedByTheLayersOwnCall()
    {
        var forward = Fuse.Run(Programs.Graphs(Programs.ResidualRepeat()).Forward);

        Assert.Equal([Kernel.Product, Kernel.DualProduct, Kernel.DualProduct, Kernel.DualProduct, Kernel.Product], forward.Calls.Select(call => call.Kernel));
        Assert.All(forward.Calls.Skip(1).Take(3), call => Assert.IsType<Sum>(call.Outputs[^1].Expression));
    }

    [Fact]
    public void NormAndItsGain_AreOneCall()
    {
        var forward = Fuse.Run(Programs.Graphs(Programs.Of([4], draft => Pipe(draft.Input, draft.RmsNorm("norm", gain: 4)))).Forward);

        var call = Assert.Single(forward.Calls);
        Assert.Equal(Kernel.RmsNorm, call.Kernel);
        Assert.Equal(new Times(new LeftAccumulator(), new InputElement(0)), Assert.Single(call.Outputs).Expression);
    }

    /// <summary>A call writes three values at most; the fourth is what the others give, so another call computes it.</summary>
    [Fact]
    public void FourthOutput_MovesToACallOfItsOwn()
    {
        var step = Step(Programs.Named("a residual whose parts are used again"));

        var layer = Assert.Single(step.Calls, call => call.Kernel == Kernel.DualProduct);
        Assert.Equal(["mix.left", "mix.right", "mix"], layer.Outputs.Select(output => output.Value.Name));
        var map = Assert.Single(step.Calls, call => call.Kernel == Kernel.Map);
        Assert.Equal("sum", Assert.Single(map.Outputs).Value.Name);
    }

    [Fact]
    public void ReturnedInput_IsCopied()
    {
        var forward = Fuse.Run(Programs.Graphs(Programs.Named("the input returned")).Forward);

        var call = Assert.Single(forward.Calls);
        Assert.Equal(Kernel.Map, call.Kernel);
        Assert.Equal(new InputElement(0), Assert.Single(call.Outputs).Expression);
    }

    [Fact]
    public void LongExpression_IsStoredOnItsWay()
    {
        var step = Step(Programs.Named("doubled thirty times"));

        Assert.InRange(step.Calls.Count(call => call.Kernel == Kernel.Map), 8, 16);
    }

    [Fact]
    public void Flatten_MovesNothing() =>
        Assert.DoesNotContain(Step(Programs.Digits()).Calls, call => call.Kernel == Kernel.Map);

    [Fact]
    public void AccumulatorOfAnotherKernel_IsNoticed()
    {
        var step = Step(Programs.Digits());
        var first = step.Calls[0];
        var wrong = first with { Outputs = [first.Outputs[0] with { Expression = new RightAccumulator() }] };

        AssertProblem("RightAccumulator", step with { Calls = [wrong, .. step.Calls.Skip(1)] });
    }

    [Fact]
    public void CallBeforeItsInputs_IsNoticed()
    {
        var step = Step(Programs.Digits());

        AssertProblem("not written yet", step with { Calls = [.. step.Calls.Reverse()] });
    }

    [Fact]
    public void LostCall_IsNoticed()
    {
        var step = Step(Programs.Digits());

        AssertProblem("dEmbed.weight is never written", step with { Calls = [.. step.Calls.SkipLast(1)] });
    }

    [Fact]
    public void CallThatIsThereTwice_IsNoticed()
    {
        var step = Step(Programs.Digits());

        AssertProblem("already there", step with { Calls = [.. step.Calls, step.Calls[^1]] });
    }

    /// <summary>In the residual the layer's own value is nowhere but in registers, unless it is to be kept; then nobody reads it from there.</summary>
    [Fact]
    public void NamedValues_AreKeptInMemory_AndReadFromThere()
    {
        var graph = Programs.Graphs(Programs.ResidualRepeat()).Forward;
        Assert.Empty(Fuse.Run(graph).Named);

        var kept = Fuse.Run(graph, keepNamed: true);

        Assert.Equal(
            ["embed", "stack.0.mix", "stack.0", "stack.1.mix", "stack.1", "stack.2.mix", "stack.2", "stack", "head"],
            kept.Named.Select(named => named.Name));
        Assert.Equal(8, kept.Calls.Count);
        Assert.Equal(kept.Named.Select(named => named.Place.Tensor).Distinct(), kept.Calls.Select(call => Assert.Single(call.Outputs).Place.Tensor));
    }

    private static FusedGraph Step(BoundModel model) => Fuse.Run(Programs.Graphs(model).Gradient);

    private static void AssertProblem(string part, FusedGraph fused) =>
        Assert.Contains(FusedVerifier.Problems(fused), problem => problem.Contains(part, StringComparison.Ordinal));
}
