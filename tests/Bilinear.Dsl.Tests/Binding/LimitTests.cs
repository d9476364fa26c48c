using System.Text;
using Bilinear.Dsl.Diagnostics;

namespace Bilinear.Dsl.Tests.Binding;

/// <summary>What is huge ends at once, with a sentence.</summary>
public sealed class LimitTests
{
    private const string Flow = "\nreturn image |> flatten |> a";

    [Fact]
    public void HugeRepeat_IsRefusedAtItsCount() =>
        Bound.HasOneMistake(Bound.WithBody("a = repeat 1000000000 linear(10)" + Flow), DiagnosticRules.TooManyOperators, "1000000000", "at most 2000");

    [Fact]
    public void TwoThousandOperators_AreTheMost()
    {
        Assert.Equal(1_999, Bound.Model(Bound.WithBody("a = repeat 1999 linear(10)" + Flow)).Parameters.Count);
        Bound.HasOneMistake(Bound.WithBody("a = repeat 2000 linear(10)" + Flow), DiagnosticRules.TooManyOperators, "a");
    }

    [Fact]
    public void BlocksThatDoubleAtEachLevel_EndAtOnce()
    {
        var program = new StringBuilder("block B0(x: f32[d]) -> f32[d] { return x }\n");
        for (var i = 1; i <= 60; i++)
            program.Append($"block B{i}(x: f32[d]) -> f32[d] {{\n a = B{i - 1}()\n b = B{i - 1}()\n return x |> a |> b\n}}\n");
        program.Append("model M(x: f32[4]) -> y: f32[4] {\n top = B60()\n return x |> top\n}");

        Assert.Equal(DiagnosticRules.TooManyOperators, Assert.Single(Bound.Diagnostics(program.ToString())).Rule);
    }

    [Fact]
    public void ChainOfThousandsOfBlocks_DoesNotOverflowTheStack()
    {
        var program = new StringBuilder("block B0(x: f32[d]) -> f32[d] { return x }\n");
        for (var i = 1; i <= 5000; i++)
            program.Append($"block B{i}(x: f32[d]) -> f32[d] {{\n a = B{i - 1}()\n return x |> a\n}}\n");
        program.Append("model M(x: f32[4]) -> y: f32[4] {\n top = B5000()\n return x |> top\n}");

        Assert.Equal(DiagnosticRules.BlocksTooDeep, Assert.Single(Bound.Diagnostics(program.ToString())).Rule);
    }

    [Fact]
    public void ChainOfManyInstances_IsLinkedInAnyOrder()
    {
        var program = new StringBuilder();
        for (var i = 1900; i >= 1; i--)
            program.Append($"model M{i} = M{i - 1}()\n");
        program.Append("model M0(n: dim)(x: f32[n]) -> y: f32[n] { return x }");

        Assert.Empty(Bound.File(program.ToString()).Models);
    }

    [Fact]
    public void ManyInstancesOfALargeModel_EndInOneError()
    {
        var program = new StringBuilder(Bound.WithBody("a = repeat 1900 linear(10)" + Flow));
        for (var i = 0; i < 1000; i++)
            program.Append($"model M{i} = M()\n");

        Assert.Equal(DiagnosticRules.FileTooLarge, Assert.Single(Bound.Diagnostics(program.ToString())).Rule);
    }

    [Fact]
    public void LongChain_OfOneSharedLayer_CountsEachUse()
    {
        var body = "a = linear(64)\nb = linear(10)\nreturn image |> flatten" + string.Concat(Enumerable.Repeat(" |> a", 20_000)) + " |> b";

        Assert.Equal(DiagnosticRules.TooManyOperators, Assert.Single(Bound.Diagnostics(Bound.WithBody(body))).Rule);
    }

    [Fact]
    public void TensorOfTooManyElements_IsRefused() =>
        Bound.HasOneMistake(
            "model M(x: f32[100000, 100000]) -> y: f32[4] { return x }", DiagnosticRules.TensorTooLarge, "f32[100000, 100000]", "has 10000000000");

    [Fact]
    public void WeightOfTooManyElements_IsRefused() =>
        Bound.HasOneMistake(Bound.WithBody("a = linear(2000000000)\nb = linear(10)\nreturn image |> flatten |> a |> b"), DiagnosticRules.TensorTooLarge, "a", "a.weight");

    [Fact]
    public void TooManyParametersTogether_AreRefusedWithTheirTotal() =>
        Bound.HasOneMistake(
            "model M(x: f32[40000]) -> y: f32[40000] {\n a = linear(40000)\n b = linear(40000)\n return x |> a |> b\n}", DiagnosticRules.TooManyParameters, "M", "3200000000");

    [Fact]
    public void ThousandsOfUnknownNames_EndInTime()
    {
        var layers = string.Concat(Enumerable.Range(0, 2000).Select(i => $"layer{i} = linear(4)\n"));
        var uses = string.Concat(Enumerable.Range(0, 2000).Select(i => $"h{i} = image |> leyer{i}x\n"));

        Assert.Equal(DiagnosticRules.TooManyMistakes, Bound.Diagnostics(Bound.WithBody(layers + uses + "return image"))[^1].Rule);
    }
}
