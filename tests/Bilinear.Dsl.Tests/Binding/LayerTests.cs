using Bilinear.Dsl.Binding;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Tests.Binding;

/// <summary>Layers: inferred sizes, sharing, repeats, operators in a flow.</summary>
public sealed class LayerTests
{
    [Fact]
    public void InputSize_IsInferredFromTheFlow()
    {
        var model = Bound.Model(Bound.WithBody("a = linear(10)\nreturn image |> flatten |> a"));

        Assert.Equal(["a.weight 10x64"], Bound.Parameters(model));
    }

    [Fact]
    public void StatedInputSize_IsAccepted_WhereItIsTheOneThatFlows() =>
        Assert.Equal(["a.weight 10x64"], Bound.Parameters(Bound.Model(Bound.WithBody("a = linear(64 -> 10)\nreturn image |> flatten |> a"))));

    [Fact]
    public void Parameters_StandInTheOrderOfDeclaration_NotOfUse() =>
        Assert.Equal(["b.weight 10x16", "a.weight 16x64"], Bound.Parameters(Bound.Model(Bound.WithBody("b = linear(10)\na = linear(16)\nreturn image |> flatten |> a |> b"))));

    [Fact]
    public void LayerUsedTwice_IsOneLayer()
    {
        var model = Bound.Model(Bound.WithBody("a = bilinear(64)\nb = linear(10)\nreturn image |> flatten |> a |> a |> b"));
        var steps = Assert.IsType<BoundPipe>(model.Body.Returns[0]).Steps;

        Assert.Same(steps[1].Layer, steps[2].Layer);
        Assert.Equal(["a.weight 128x64", "b.weight 10x64"], Bound.Parameters(model));
    }

    [Fact]
    public void BlockUsedTwice_SharesItsLayers()
    {
        var model = Bound.Model("block B(x: f32[d]) -> f32[d] {\n m = linear(d)\n return x |> m\n}\nmodel M(x: f32[4]) -> y: f32[4] {\n b = B()\n return x |> b |> b\n}");

        Assert.Equal(["b.m.weight 4x4"], Bound.Parameters(model));
    }

    [Fact]
    public void LayerOnTheLastAxis_SharesItsWeightsAcrossShapesOfOneLastAxis()
    {
        var model = Bound.Model("model M(x: f32[3, 4]) -> y: f32[4] {\n a = linear(4)\n b = linear(4)\n h = x |> a |> flatten |> b\n return h |> a\n}");

        Assert.Equal(["a.weight 4x4", "b.weight 4x12"], Bound.Parameters(model));
    }

    [Fact]
    public void LayerUsedAtTwoSizes_IsRefusedWithBoth() =>
        Bound.HasOneMistake(
            Bound.WithBody("a = linear(10)\nh = image |> flatten |> a\nreturn h |> a"), DiagnosticRules.TwoSizes, "a",
            "meets f32[10] here (from `h`, line 3)", "met f32[64] on line 3");

    [Fact]
    public void BlockUsedAtTwoSizes_IsRefused() =>
        Bound.HasOneMistake(
            "block B(x: f32[d]) -> f32[d] { return x + x }\nmodel M(x: f32[4]) -> y: f32[2] {\n b = B()\n half = linear(2)\n return x |> b |> half |> b\n}",
            DiagnosticRules.TwoSizes, "b", "f32[4]", "f32[2]");

    [Fact]
    public void RepeatedOperator_GrowsFromTurnToTurn() =>
        Assert.Equal(
            ["a.0.weight 10x64", "a.1.weight 10x10", "a.2.weight 10x10"],
            Bound.Parameters(Bound.Model(Bound.WithBody("a = repeat 3 linear(10)\nreturn image |> flatten |> a"))));

    [Fact]
    public void Linear_ActsOnTheLastAxis()
    {
        var model = Bound.Model("model M(x: f32[5, 7, 3]) -> y: f32[5, 7, 2] {\n a = linear(2, bias: true)\n return x |> a\n}");

        Assert.Equal(["a.weight 2x3", "a.bias 2"], Bound.Parameters(model));
    }

    [Fact]
    public void Bilinear_StacksBothHalves_AndGluNamesItsGate()
    {
        var model = Bound.Model(Bound.WithBody("a = bilinear(5, bias: true)\nb = glu(6, gate: silu)\nc = linear(10)\nreturn image |> flatten |> a |> b |> c"));
        var layers = ((BoundPipe)model.Body.Returns[0]).Steps.Select(step => step.Layer).OfType<BoundGlu>().ToList();

        Assert.Equal(["a.weight 10x64", "a.bias 10", "b.weight 12x5", "c.weight 10x6"], Bound.Parameters(model));
        Assert.Equal([("bilinear", Gate.None, 5L), ("glu", Gate.Silu, 6L)], layers.Select(layer => (layer.Operator, layer.Gate, layer.Output)));
    }

    [Fact]
    public void NormInAFlow_HasNoGain_AndADeclaredOneMay()
    {
        var model = Bound.Model(Bound.WithBody("n = rmsnorm(gain: true)\na = linear(10)\nreturn image |> flatten |> rmsnorm |> n |> a"));

        Assert.Equal(["n.weight 64", "a.weight 10x64"], Bound.Parameters(model));
        Assert.Equal(ParameterInit.Ones, model.Parameters[0].Init);
    }

    [Fact]
    public void Layer_HidesAnOperatorOfItsName()
    {
        var model = Bound.Model(Bound.WithBody("flat = flatten()\nrmsnorm = linear(10)\nreturn image |> flat |> rmsnorm"));

        Assert.Equal(["rmsnorm.weight 10x64"], Bound.Parameters(model));
    }

    [Fact]
    public void Layer_MayBeCalledAsItsBlock() =>
        Assert.Equal(
            ["B.m.weight 4x4"],
            Bound.Parameters(Bound.Model("block B(x: f32[d]) -> f32[d] {\n m = linear(d)\n return x |> m\n}\nmodel M(x: f32[4]) -> y: f32[4] {\n B = B()\n return x |> B\n}")));

    [Fact]
    public void Value_MayBeBoundAgain()
    {
        var model = Bound.Model(Bound.WithBody("a = linear(10)\nimage = image |> flatten\nimage = image + image\nreturn image |> a"));

        Assert.Equal(["f32[64]", "f32[64]"], model.Body.Bindings.Select(binding => binding.Flow.Shape.ToString()));
        Assert.Same(model.Body.Bindings[1].Target, Assert.IsType<BoundRead>(((BoundPipe)model.Body.Returns[0]).Head).Value);
    }

    [Theory]
    [InlineData("0.33", NoiseKind.Relative, 0.33)]
    [InlineData("absolute(0.2)", NoiseKind.Absolute, 0.2)]
    [InlineData("token(1)", NoiseKind.Token, 1)]
    [InlineData("none", NoiseKind.None, 0)]
    [InlineData("0", NoiseKind.None, 0)]
    public void Noise_HasThreeDefinitions(string text, NoiseKind kind, double sigma)
    {
        var model = Bound.Model(Bound.WithBody($"a = linear(10, noise: {text})\nreturn image |> flatten |> a"));

        var layer = Assert.IsType<BoundLinear>(((BoundPipe)model.Body.Returns[0]).Steps[1].Layer);
        Assert.Equal(new NoiseSpec(kind, sigma), layer.Noise);
    }
}
