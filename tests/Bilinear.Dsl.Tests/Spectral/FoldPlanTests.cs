using Bilinear.Dsl.Spectral.Folding;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Tests.Spectral;

public sealed class FoldPlanTests
{
    [Fact]
    public void EveryNorm_HasTheWeightsThatReadIt()
    {
        var plan = Plan("""
            block Layer(x: f32[t, d]) -> f32[t, d] {
              norm = rmsnorm(gain: true, eps: 1e-5)
              attend = attention(heads: 2, causal: true)
              up = bilinear(8)
              down = linear(d)

              x = x + (x |> norm |> attend)
              return x + (x |> rmsnorm |> up |> down)
            }

            model Next(tokens: token[64][16]) -> next: f32[16, 64] {
              embed = embedding(4)
              stack = repeat 2 Layer()
              head = unembedding(embed)

              return tokens |> embed |> stack |> rmsnorm |> head
            }
            """);

        Assert.Empty(plan.Obstacles);
        string Name(int parameter) => plan.Model.Parameters[parameter].Path;
        Assert.Equal(
            [
                "stack.0.norm > stack.0.attend.query.weight, stack.0.attend.key.weight, stack.0.attend.value.weight",
                "rmsnorm before stack.0.up > stack.0.up.weight",
                "stack.1.norm > stack.1.attend.query.weight, stack.1.attend.key.weight, stack.1.attend.value.weight",
                "rmsnorm before stack.1.up > stack.1.up.weight",
                "rmsnorm before head > ",
            ],
            plan.Norms.Select(norm => $"{norm.Name} > {string.Join(", ", norm.Weights.Select(Name))}"));
        Assert.Equal(["stack.0.norm.weight", null, "stack.1.norm.weight", null, null], plan.Norms.Select(norm => norm.Gain < 0 ? null : Name(norm.Gain)));
        Assert.Equal([1e-5, 1e-8, 1e-5, 1e-8, 1e-8], plan.Norms.Select(norm => norm.Epsilon));
        Assert.Equal([new TiedHead("head", 0)], plan.Norms[^1].Heads);
        Assert.Equal([0, 1, 2, 3, 4], plan.Norms.Select(norm => norm.Place));
    }

    /// <summary>Two norms of one value are computed once, and one that nothing reads is not: what stays of each application is counted in the order of the schedule.</summary>
    [Fact]
    public void EveryApplication_HasItsNormInTheSchedule()
    {
        var compilation = new BmlpCompilation(new SourceText("norms.bmlp", """
            block Layer(x: f32[d]) -> f32[d] {
              one = bilinear(d)
              two = linear(d)
              last = rmsnorm(gain: true)

              return x + (x |> rmsnorm |> one |> last |> two) + (x |> rmsnorm |> two)
            }

            model Net(x: f32[4]) -> y: f32[3] {
              first = rmsnorm(scale: measured)
              mix = linear(4)
              body = repeat 2 Layer()
              head = linear(3)

              return x |> first |> mix |> body |> rmsnorm |> head
            }
            """));
        Assert.Empty(compilation.Diagnostics);
        var model = compilation.Models[^1];

        var schedule = model.Schedules!.Forward;
        Assert.Equal([-1, 0, 1, 0, 2, 3, 2, 4], schedule.Norms);
        Assert.Equal(5, schedule.Calls.Count(call => call.Kernel == Dsl.Kernels.Kernel.RmsNorm));
        Assert.Equal(Enumerable.Range(0, 8), FoldPlan.Of(model.Bound).Norms.Select(norm => norm.Place));
    }

    [Fact]
    public void ANormOfSeveralAxes_IsFoldedBehindTheirFlattening()
    {
        var plan = Plan("""
            model Net(x: f32[3, 4]) -> y: f32[2] {
              head = linear(2)
              return x |> rmsnorm |> flatten |> head
            }
            """);

        Assert.Empty(plan.Obstacles);
        var norm = Assert.Single(plan.Norms);
        Assert.Equal((4, "rmsnorm before head"), (norm.Size, norm.Name));
        Assert.Equal([0], norm.Weights);
    }

    [Theory]
    [InlineData("", "x + (x |> rmsnorm)", "rmsnorm: a sum reads it, which has no weights that could take its scale: norm what a branch reads instead, as in `x + (x |> norm |> mix)`.")]
    [InlineData("", "x |> rmsnorm", "rmsnorm: it is what Net returns, and no weights read it that could take its scale: put a linear layer behind it.")]
    [InlineData("norm = rmsnorm()", "x |> rmsnorm |> norm |> mix", "rmsnorm before norm: `norm` reads it, which is a norm too and undoes it: leave one of the two out.")]
    [InlineData("", "(x |> rmsnorm |> mix) + (x |> mix)", "rmsnorm before mix: `mix` reads it, which is used 2 times, and its weights can take one scale: declare a layer for each use.")]
    public void WhatHasNoWeights_TakesNoScale(string layer, string flow, string sentence)
    {
        var plan = Plan($$"""
            model Net(x: f32[4]) -> y: f32[4] {
              {{layer}}
              {{(flow.Contains("mix", StringComparison.Ordinal) ? "mix = bilinear(4)" : "")}}
              return {{flow}}
            }
            """);

        var obstacle = Assert.Single(plan.Obstacles);
        Assert.Equal(sentence, $"{obstacle.Norm}: {obstacle.Reason}");
    }

    private static FoldPlan Plan(string program)
    {
        var compilation = new BmlpCompilation(new SourceText("norms.bmlp", program));
        Assert.Empty(compilation.Diagnostics);
        return FoldPlan.Of(compilation.Bound.Models[^1]);
    }
}
