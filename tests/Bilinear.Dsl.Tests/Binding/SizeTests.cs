using Bilinear.Dsl.Diagnostics;

namespace Bilinear.Dsl.Tests.Binding;

/// <summary>Sizes: names, arithmetic, ranges.</summary>
public sealed class SizeTests
{
    [Theory]
    [InlineData("4 * 3", 12)]
    [InlineData("2 + 3 * 4", 14)]
    [InlineData("(2 + 3) * 4", 20)]
    [InlineData("n / 4 - 1", 1)]
    [InlineData("n * n / 4 / 4", 4)]
    [InlineData("-1 + 3", 2)]
    [InlineData("-6 / -1", 6)]
    public void Size_IsComputed(string size, long expected)
    {
        var model = Bound.Model($"model M(n: dim = 8)(x: f32[4]) -> y: f32[{expected}] {{\n a = linear({size})\n return x |> a\n}}");

        Assert.Equal(expected, model.Parameters[0].Dims[0]);
    }

    [Fact]
    public void UnevenDivision_ShowsItsNumbers() =>
        Bound.HasOneMistake(Layer("n / 3"), DiagnosticRules.UnevenDivision, "n / 3", "8 / 3");

    [Fact]
    public void DivisionByZero_IsRefused() =>
        Bound.HasOneMistake(Layer("n / (n - 8)"), DiagnosticRules.UnevenDivision, "n / (n - 8)", "8 / 0");

    [Theory]
    [InlineData("n // (c) 1677\n / 3", "`n / 3` is 8 / 3")]
    [InlineData("(n\t+ // ((\r\n 1) / 2", "`(n + 1) / 2` is 9 / 2")]
    public void Quote_IsOneLineWithoutComments(string size, string words) =>
        Assert.Contains(words, Assert.Single(Bound.Diagnostics(Layer(size))).Message);

    [Fact]
    public void MistakeInsideParentheses_IsQuotedWithThem() =>
        Bound.HasOneMistake(Layer("(n + 1) / 2 * 4"), DiagnosticRules.UnevenDivision, "(n + 1) / 2", "9 / 2");

    [Fact]
    public void Overflow_IsRefused() =>
        Bound.HasOneMistake(Layer("9223372036854775807 * n"), DiagnosticRules.SizeOverflow, "9223372036854775807 * n", "64 bits");

    [Fact]
    public void SmallestIntegerWithoutItsSign_IsTooLarge() =>
        Bound.HasOneMistake(Layer("n - 9223372036854775808"), DiagnosticRules.NumberTooLarge, "9223372036854775808");

    [Theory]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("n - 8")]
    [InlineData("2147483648")]
    public void SizeBelowOneOrTooLarge_IsRefused(string size) =>
        Bound.HasOneMistake(Layer(size), DiagnosticRules.SizeOutOfRange, size, "from 1 to 2147483647");

    [Theory]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("true")]
    [InlineData("[3]")]
    [InlineData("relu")]
    public void WhatIsNoWholeNumber_IsNoSize(string size) =>
        Bound.HasOneMistake(Layer(size), DiagnosticRules.NotASize, size);

    [Fact]
    public void UnknownSize_SuggestsTheNearest() =>
        Bound.HasOneMistake(
            "model M(hidden: dim = 8)(x: f32[4]) -> y: f32[8] {\n a = linear(hiden)\n return x |> a\n}", DiagnosticRules.UnknownSize, "hiden", "Did you mean `hidden`?");

    [Fact]
    public void SingleLetterInAModelsInput_IsNoSizeVariable() =>
        Bound.HasOneMistake("model M(x: f32[d]) -> y: f32[4] { return x }", DiagnosticRules.UnknownSize, "d", "(d: dim)");

    [Fact]
    public void SeveralLettersInABlocksInput_AreNoSizeVariable() =>
        Bound.HasOneMistake("block B(x: f32[dd]) -> f32[4] { return x }", DiagnosticRules.UnknownSize, "dd");

    [Fact]
    public void ArgumentOfAnotherType_IsNoSize() =>
        Bound.HasOneMistake("model M(s: f32 = 0.5)(x: f32[4]) -> y: f32[4] {\n a = linear(s)\n return x |> a\n}", DiagnosticRules.WrongKindOfName, "s", "an `f32`");

    [Fact]
    public void ArgumentComesBeforeASizeVariableOfItsName()
    {
        var file = Bound.Diagnostics("block B(d: dim)(x: f32[d]) -> f32[d] { return x }\nmodel M(x: f32[4]) -> y: f32[4] {\n b = B(d: 5)\n return x |> b\n}");

        Assert.Equal(DiagnosticRules.BlockMismatch, Assert.Single(file).Rule);
    }

    [Theory]
    [InlineData("f64[4]")]
    [InlineData("i32[4]")]
    public void UnknownElementType_IsRefused(string type) =>
        Bound.HasOneMistake($"model M(x: {type}) -> y: f32[4] {{ return x }}", DiagnosticRules.UnknownType, type.Substring(0, 3));

    [Theory]
    [InlineData("f32[4][4]")]
    [InlineData("token[4]")]
    [InlineData("token[4, 4][4]")]
    public void TypeWithTheWrongLists_IsRefused(string type) =>
        Bound.HasOneMistake($"model M(x: {type}) -> y: f32[4] {{ return x }}", DiagnosticRules.WrongSizeLists, type);

    private static string Layer(string size) => $"model M(n: dim = 8)(x: f32[4]) -> y: f32[8] {{\n a = linear({size})\n return x |> a\n}}";
}
