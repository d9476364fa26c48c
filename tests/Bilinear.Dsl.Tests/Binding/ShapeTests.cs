using Bilinear.Dsl.Diagnostics;

namespace Bilinear.Dsl.Tests.Binding;

/// <summary>Shapes that do not fit: both are shown, and where each comes from.</summary>
public sealed class ShapeTests
{
    [Fact]
    public void StatedInputThatDoesNotMeetTheFlow_IsAnErrorAtTheSizes() =>
        Bound.HasOneMistake(
            Bound.WithBody("a = linear(32)\nb = linear(16 -> 10)\nreturn image |> flatten |> a |> b"), DiagnosticRules.StatedInput, "16 -> 10",
            "take 16", "f32[32] (from `a`, line 2)", "Write 32 here");

    [Fact]
    public void StatedInputOfAllPixels_AsksForFlatten() =>
        Bound.HasOneMistake(Bound.WithBody("a = linear(64 -> 10)\nreturn image |> a"), DiagnosticRules.StatedInput, "64 -> 10", "Did you forget `flatten` before `a`?");

    [Fact]
    public void MissingFlatten_IsSaidAtTheFirstLayerThatMetSeveralAxes() =>
        Bound.HasOneMistake(
            Bound.WithBody("a = linear(32)\nb = bilinear(32)\nc = linear(10)\nreturn image |> a |> b |> c"), DiagnosticRules.MissingFlatten, "a",
            "Did you forget `flatten` before `a`?", "f32[8, 8]", "f32[8, 10]", "`digit: f32[10]`");

    [Fact]
    public void BlockOfOneAxisThatMeetsTwo_AsksForFlattenWhereItBelongs() =>
        Bound.HasOneMistake(
            "block B(x: f32[d]) -> f32[d] { return x }\n" + Bound.WithBody("a = linear(10)\nb = B()\nreturn image |> a |> b"), DiagnosticRules.BlockMismatch, "b",
            "takes `f32[d]`", "f32[8, 10] (from `a`, line 3)", "`flatten` before `a`");

    [Fact]
    public void BlockOfAnotherSize_SaysWhichSize() =>
        Bound.HasOneMistake(
            "block B(x: f32[d, d]) -> f32[d] {\n a = linear(1)\n return x |> a |> flatten\n}\nmodel M(x: f32[3, 4]) -> y: f32[3] {\n b = B()\n return x |> b\n}",
            DiagnosticRules.BlockMismatch, "b", "`f32[d, d]`", "f32[3, 4]", "`d` is 3 here, and cannot be 4");

    [Fact]
    public void SizeVariable_IsBoundAnewAtEachUse() =>
        Assert.Equal(
            ["b.m.weight 4x4", "c.m.weight 2x2", "half.weight 2x4"],
            Bound.Parameters(Bound.Model("block B(x: f32[d]) -> f32[d] {\n m = linear(d)\n return x |> m\n}\nmodel M(x: f32[4]) -> y: f32[2] {\n b = B()\n c = B()\n half = linear(2)\n return x |> b |> half |> c\n}")));

    [Fact]
    public void SizeOfABlocksInput_MayBeComputedFromAnother() =>
        Assert.Single(Bound.File("block B(x: f32[4 * d, d]) -> f32[d] {\n a = linear(d)\n b = linear(d)\n return x |> a |> flatten |> b\n}\nmodel M(x: f32[12, 3]) -> y: f32[3] {\n b = B()\n return x |> b\n}").Models);

    [Fact]
    public void SumOfTwoShapes_ShowsBothAndWhereTheyComeFrom() =>
        Bound.HasOneMistake(
            Bound.WithBody("a = linear(10)\nh = image |> flatten\nreturn h + (h |> a)"), DiagnosticRules.SumMismatch, "h |> a",
            "f32[10] (from `a`, line 2)", "f32[64] (from `h`, line 3)");

    [Fact]
    public void ReturnOfAnotherShape_ShowsBothAndWhereTheyComeFrom() =>
        Bound.HasOneMistake(
            Bound.WithBody("a = linear(12)\nreturn image |> flatten |> a"), DiagnosticRules.ReturnMismatch, "image |> flatten |> a",
            "f32[12] (from `a`, line 2)", "`digit: f32[10]` (line 1)");

    [Fact]
    public void ReturnOfABlock_IsCheckedAtItsDeclaredType() =>
        Bound.HasOneMistake(
            "block B(x: f32[d]) -> f32[2 * d] {\n m = linear(d)\n return x |> m\n}\nmodel M(x: f32[4]) -> y: f32[8] {\n b = B()\n return x |> b\n}",
            DiagnosticRules.ReturnMismatch, "x |> m", "f32[4]", "f32[8]", "block `B`");

    [Fact]
    public void BlockWrongAtEachUse_IsOneMistake() =>
        Bound.HasOneMistake(
            "block B(x: f32[d]) -> f32[d] {\n m = linear(3)\n return x |> m\n}\nmodel M(x: f32[4]) -> y: f32[4] {\n b = repeat 2 B()\n c = B()\n return x |> b |> c\n}\nmodel N = M()",
            DiagnosticRules.ReturnMismatch, "x |> m");

    [Fact]
    public void TokensIntoALinear_AskForAnEmbedding() =>
        Bound.HasOneMistake(
            "model M(x: token[100][8]) -> y: f32[8, 10] {\n a = linear(10)\n return x |> a\n}", DiagnosticRules.WrongElements, "a", "token[100][8]", "put an `embedding` before it");

    [Fact]
    public void FloatsIntoAnEmbedding_AreRefused() =>
        Bound.HasOneMistake("model M(x: f32[8]) -> y: f32[8, 4] {\n a = embedding(4)\n return x |> a\n}", DiagnosticRules.WrongElements, "a", "f32[8]");

    [Fact]
    public void Attention_NeedsPositionsAndEvenHeads() =>
        Bound.HasMistakes(
            "model M(x: f32[6]) -> y: f32[6] {\n a = attention(heads: 2)\n return x |> a\n}\nmodel N(x: f32[5, 6]) -> y: f32[5, 6] {\n a = attention(heads: 4)\n b = attention(heads: 2, rope: 10000)\n return (x |> a) + (x |> b)\n}",
            (DiagnosticRules.AttentionShape, "a", ["`f32[t, d]`", "f32[6]"]),
            (DiagnosticRules.AttentionShape, "a", ["6 / 4"]),
            (DiagnosticRules.AttentionShape, "b", ["has 3"]));

    [Fact]
    public void ModelThatReturnsTokens_IsRefused() =>
        Bound.HasOneMistake("model M(x: token[10][8]) -> y: token[10][8] { return x }", DiagnosticRules.WrongElements, "token[10][8]");

    [Fact]
    public void MistakeInOneLayer_DoesNotHideTheNext() =>
        Bound.HasMistakes(
            Bound.WithBody("a = linear(3 -> 32)\nb = linear(5 -> 10)\nreturn image |> flatten |> a |> b"),
            (DiagnosticRules.StatedInput, "3 -> 32", ["f32[64]"]),
            (DiagnosticRules.StatedInput, "5 -> 10", ["f32[32]"]));
}
