using Bilinear.Dsl.Binding;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Spectral;
using Bilinear.Dsl.Text;
using Bilinear.Testing;

namespace Bilinear.Dsl.Tests.Spectral;

public sealed class SpectralPlannerTests
{
    [Fact]
    public void Digits_IsExactFromInputToOutput()
    {
        var plan = Assert.IsType<EigenPlan>(Assert.Single(Plans(File.ReadAllText(Repository.Program("digits")), out var model)));

        Assert.Equal("head", plan.Name);
        Assert.Equal((SpectrumOrder.MeanActivation, 8, SpectrumBasis.Latent, BiasTreatment.Separate), (plan.Order, plan.Keep, plan.Basis, plan.Bias));
        Assert.True(plan.NeedsData);
        Assert.Equal("embed.weight > body.weight > head.weight", Describe(plan.Path, model));
        Assert.Equal((null, true, 0, null), (plan.Path.Residual, plan.Path.FromInput, plan.Path.ToOutput, plan.Path.Caveat));
    }

    [Fact]
    public void Mnist_FoldsTheHeadIntoItsTensor()
    {
        var plans = Plans(File.ReadAllText(Repository.Program("mnist")), out var model);

        var svd = Assert.IsType<SvdPlan>(plans[1]);
        Assert.Equal(("body", 10), (svd.Name, svd.Keep));
        Assert.Equal("embed.weight > body.weight > head.weight", Describe(svd.Path, model));
    }

    [Fact]
    public void Deep_HasATree()
    {
        var plan = Assert.IsType<TreePlan>(Assert.Single(Plans(File.ReadAllText(Repository.Program("deep")), out var model)));

        Assert.Equal(("head", 4, 2000), (plan.Name, plan.Branch, plan.Budget));
        string[] layers = [.. plan.Path.Before.Append(plan.Path).Select(path => Describe(path, model))];
        Assert.Equal(
            [
                "embed.weight+embed.bias > stack.0.mix.weight+stack.0.mix.bias > ",
                " > stack.1.mix.weight+stack.1.mix.bias > ",
                " > stack.2.mix.weight+stack.2.mix.bias > head.weight+head.bias",
            ],
            layers);
        Assert.All(plan.Path.Before.Append(plan.Path), path => Assert.Equal(0, path.Residual));
        Assert.Equal((true, 0, null), (plan.Path.FromInput, plan.Path.ToOutput, plan.Path.Caveat));

        // The same layers, whatever the block says.
        var stack = SpectralPlanner.Stack(model, 0, out var obstacle);
        Assert.Null(obstacle);
        Assert.Equal(layers, stack!.Select(path => Describe(path, model)));
        Assert.Equal([null, null, 0], stack!.Select(path => path.ToOutput));
    }

    [Fact]
    public void Directions_AreCoefficientsOfRows()
    {
        var plan = Eigen(
            "body = bilinear(6)\nhead = linear(3)\nreturn x |> body |> head",
            "eigen head { direction 0 - mean(others)\ndirection odd: 1 + (mean(0, 1) - 2)\n }",
            out _);

        Assert.Equal(3, plan.Outputs);
        Assert.Equal(["0 - mean(others)", "odd"], plan.Directions.Select(direction => direction.Name));
        Assert.Equal([false, true], plan.Directions.Select(direction => direction.IsLabelled));
        Assert.Equal([new DirectionRow(0, 1)], plan.Directions[0].Rows);
        Assert.Equal(-0.5, plan.Directions[0].Others);
        Assert.Equal([new DirectionRow(0, 0.5), new DirectionRow(1, 1.5), new DirectionRow(2, -1)], plan.Directions[1].Rows);
        Assert.Equal(0, plan.Directions[1].Others);
    }

    [Fact]
    public void Biases_AndChainsOfLinearLayers_AreAllFound()
    {
        var plan = Eigen(
            """
            first  = linear(7, bias: true)
            second = linear(6)
            up     = bilinear(9, bias: true)
            down   = linear(6, bias: true)
            head   = linear(3)
            return x |> first |> second |> up |> down |> head
            """,
            "eigen head",
            out var model);

        Assert.Equal("first.weight+first.bias, second.weight > up.weight+up.bias > down.weight+down.bias, head.weight", Describe(plan.Path, model));
    }

    [Theory]
    [InlineData("return x |> embed |> stack |> head", 1)]
    [InlineData("h = x |> embed\nreturn (h |> mix |> down) + h |> head", 1)]
    [InlineData("h = x |> embed\ny = h + (h |> mix |> down)\nreturn y |> head", 1)]
    public void Residual_IsCountedInMapsAfterTheBilinearLayer(string flow, int expected)
    {
        var layers = flow.Contains("stack", StringComparison.Ordinal) ? "stack = Layer()" : "mix = bilinear(8)\ndown = linear(6)";
        var plan = Eigen($"embed = linear(6)\n{layers}\nhead = linear(3)\n{flow}", "eigen head", out _);

        Assert.Equal(expected, plan.Path.Residual);
        Assert.Equal(2, plan.Path.Output.Count);
        Assert.Null(plan.Path.Caveat);
        Assert.True(plan.Path is { FromInput: true, ToOutput: 0 });
    }

    [Fact]
    public void Norm_IsSaid_AndBiasesBehindItAreLeftOut()
    {
        var plan = Eigen(
            "body = bilinear(6)\ndown = linear(5, bias: true)\nnorm = rmsnorm(gain: true)\nhead = linear(3, bias: true)\nreturn x |> body |> down |> norm |> head",
            "eigen head",
            out var model);

        Assert.Equal(" > body.weight > down.weight+down.bias, norm.weight, head.weight", Describe(plan.Path, model));
        Assert.StartsWith("Exact before `norm`", plan.Path.Caveat, StringComparison.Ordinal);
    }

    [Fact]
    public void SecondLayer_IsExactInItsOwnInput()
    {
        var plan = Eigen("one = bilinear(6)\ntwo = bilinear(6)\nhead = linear(3)\nreturn x |> one |> two |> head", "eigen head", out var model);

        Assert.Equal(" > two.weight > head.weight", Describe(plan.Path, model));
        Assert.True(plan.Path.FromInput);
        Assert.Equal(" > one.weight > ", Describe(Assert.Single(plan.Path.Before), model));
        Assert.StartsWith("Exact in the input of `two`", plan.Path.Caveat, StringComparison.Ordinal);
    }

    [Fact]
    public void LinearLayerAlongTheLastAxis_IsNoMatrixOfTheInput()
    {
        const string program =
            """
            model M(image: f32[4, 6]) -> y: f32[3] {
              embed = linear(5)
              body  = bilinear(7)
              head  = linear(3)
              return image |> embed |> flatten |> body |> head
            }
            decompose M {
              eigen head
            }
            """;
        var plan = Assert.IsType<EigenPlan>(Assert.Single(Plans(program, out var model)));

        // embed.weight is [5, 6], and body reads 20 numbers of 24.
        Assert.Equal(" > body.weight > head.weight", Describe(plan.Path, model));
        Assert.False(plan.Path.FromInput);
    }

    [Fact]
    public void BilinearLayerItself_HasASpectrumAUnit()
    {
        var plan = Eigen("body = bilinear(6)\nhead = linear(3)\nreturn x |> body |> head", "eigen body", out _);

        Assert.Empty(plan.Path.Output);
        Assert.Null(plan.Path.ToOutput);
    }

    [Fact]
    public void Svd_SaysWhatTheTensorLeavesOut()
    {
        var plan = Assert.IsType<SvdPlan>(Assert.Single(Plans(Program("embed = linear(6)\nstack = Layer()\nhead = linear(3, bias: true)\nreturn x |> embed |> stack |> head", "svd stack.mix"), out _)));

        Assert.Equal("The tensor is the quadratic part: what biases and the sum behind the layer add is not part of it.", plan.Path.Caveat);
    }

    [Theory]
    [InlineData("svd body", "body.weight > head.weight, last.weight")]
    [InlineData("svd body { alone }", "body.weight > ")]
    public void Svd_FoldsWhatFollows_UnlessAlone(string entry, string expected)
    {
        var plan = (SvdPlan)Assert.Single(Plans(Program("body = bilinear(6)\nhead = linear(4)\nlast = linear(3)\nreturn x |> body |> head |> last", entry), out var model));

        Assert.Equal($" > {expected}", Describe(plan.Path, model));
    }

    private static EigenPlan Eigen(string body, string entry, out BoundModel model) =>
        Assert.IsType<EigenPlan>(Assert.Single(Plans(Program(body, entry), out model)));

    private static string Program(string body, string entry) =>
        $$"""
        block Layer(x: f32[d]) -> f32[d] {
          mix  = bilinear(d + 2)
          down = linear(d)
          return x + (x |> mix |> down)
        }
        model M(x: f32[5]) -> y: f32[3] {
        {{body}}
        }
        decompose M {
          {{entry}}
        }
        """;

    private static IReadOnlyList<SpectralPlan> Plans(string program, out BoundModel model)
    {
        var compilation = new BmlpCompilation(new SourceText("test.bmlp", program));
        Assert.True(compilation.Diagnostics.Count == 0, string.Join("\n", compilation.Diagnostics));
        model = compilation.Models[0].Bound;
        return compilation.Models[0].Plans;
    }

    private static string Describe(QuadraticPath path, BoundModel model)
    {
        string Map(AffineMap map) => model.Parameters[map.Weight].Path + (map.Bias < 0 ? "" : "+" + model.Parameters[map.Bias].Path);
        return $"{string.Join(", ", path.Input.Select(Map))} > {Map(path.Layer)} > {string.Join(", ", path.Output.Select(Map))}";
    }
}
