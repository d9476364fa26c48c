using Bilinear.Dsl.Diagnostics;

namespace Bilinear.Dsl.Tests.Binding;

/// <summary>Arguments of models, blocks and operators; instances.</summary>
public sealed class ArgumentTests
{
    private const string All = "model M(d: dim, i: int = 2, f: f32 = 0.25, b: bool = true, g: gate = relu, n: noise = absolute(0.5))(x: f32[4]) -> y: f32[4] {\n a = glu(d, gate: g, bias: b, noise: n)\n c = repeat i linear(4, noise: f)\n return x |> a |> c\n}\n";

    [Fact]
    public void Values_AreKeptAsCanonicalText()
    {
        var model = Bound.Model(All + "model A = M(d: 2 * 3, f: 1e-1, b: false, n: token(2.50))");

        Assert.Equal(
            ["d: dim = 6", "i: int = 2", "f: f32 = 0.1", "b: bool = false", "g: gate = relu", "n: noise = token(2.5)"],
            model.Arguments.Select(argument => $"{argument.Name}: {argument.Type} = {argument.Value}"));
    }

    [Fact]
    public void Int_Has64Bits()
    {
        var model = Bound.Model(All + "model A = M(d: 6, i: -9223372036854775808 / 4611686018427387904 + 4, f: 1e-30)");

        Assert.Equal("2", model.Arguments[1].Value);
    }

    [Theory]
    [InlineData("f: 1e-46", "f", "1e-46")]
    [InlineData("n: absolute(1e-46)", "n", "1e-46")]
    [InlineData("n: -1e-46", "n", "-1e-46")]
    public void FloatThatIsZeroInThirtyTwoBits_IsRefused(string given, string argument, string number) =>
        Bound.HasOneMistake(All + $"model A = M(d: 6, {given})", DiagnosticRules.OutOfRange, number, $"`{argument}`", "no closer to 0 than 1.2e-38");

    [Fact]
    public void ModelThatLacksAnArgument_IsOnlyATemplate() => Assert.Empty(Bound.File(All).Models);

    [Fact]
    public void TemplateIsChecked_ThoughItIsNeverUsed() =>
        Bound.HasOneMistake("model M(d: dim)(x: f32[d]) -> y: f32[d] { return y }", DiagnosticRules.UnknownValue, "y");

    [Fact]
    public void InstanceOfAnInstance_AddsToWhatItsBaseGives()
    {
        var file = Bound.File("model C = B(i: 3)\nmodel B = M(d: 5)\n" + All);

        Assert.Equal(["C", "B"], file.Models.Select(model => model.Name));
        Assert.Equal(("B", "5", "3"), (file.Models[0].BaseName, file.Models[0].Arguments[0].Value, file.Models[0].Arguments[1].Value));
    }

    [Fact]
    public void Instance_MayGiveAgainWhatItsBaseGave()
    {
        var file = Bound.File(All + "model B = M(d: 5)\nmodel C = B(d: 7)");

        Assert.Equal("7", file.Models[1].Arguments[0].Value);
    }

    [Fact]
    public void Default_MayNameAnArgumentBeforeIt()
    {
        var file = Bound.File("model M(n: dim = 4, m: dim = 2 * n)(x: f32[n]) -> y: f32[m] {\n a = linear(m)\n return x |> a\n}\nmodel N = M(n: 5)");

        Assert.Equal(["8", "10"], file.Models.Select(model => model.Arguments[1].Value));
    }

    [Fact]
    public void InstanceOfItself_IsRefused() =>
        Bound.HasOneMistake("model A = B()\nmodel B = A()", DiagnosticRules.InstanceOfItself, "A");

    [Fact]
    public void InstanceOfNothing_SuggestsTheNearest() =>
        Bound.HasOneMistake("model Mnist(x: f32[4]) -> y: f32[4] { return x }\nmodel A = Mnits()", DiagnosticRules.UnknownModel, "Mnits", "Did you mean `Mnist`?");

    [Fact]
    public void InstanceOfABlock_IsRefused() =>
        Bound.HasOneMistake("block B(x: f32[d]) -> f32[d] { return x }\nmodel A = B()", DiagnosticRules.WrongKindOfName, "B", "is a block");

    [Fact]
    public void MissingArgument_IsNamedWithWhatItTakes() =>
        Bound.HasOneMistake(
            "block B(g: gate)(x: f32[d]) -> f32[d] {\n a = glu(d, gate: g)\n return x |> a\n}\nmodel M(x: f32[4]) -> y: f32[4] {\n b = B()\n return x |> b\n}",
            DiagnosticRules.MissingArgument, "B", "`g`", "none, relu, silu or gelu");

    [Theory]
    [InlineData("linear(10, nose: 0.1)", "UnknownArgument", "nose", "Did you mean `noise`?")]
    [InlineData("bilinear(10, gate: relu)", "UnknownArgument", "gate", "`glu` is the layer with a gate")]
    [InlineData("linear(10, bias: true, bias: false)", "DuplicateArgument", "bias", "already given")]
    [InlineData("linear(10, true)", "ArgumentWithoutName", "true", "by name")]
    [InlineData("linear()", "MissingArgument", "linear", "`linear(64)`")]
    [InlineData("linear(10, bias: 1)", "WrongValue", "1", "true or false")]
    [InlineData("linear(10, noise: relu)", "WrongValue", "relu", "absolute(s)")]
    [InlineData("linear(10, noise: absolute(-1))", "OutOfRange", "-1", "at least 0")]
    [InlineData("linear(10, noise: gaussian(1))", "WrongValue", "gaussian(1)", "token(s)")]
    [InlineData("glu(10, gate: tanh)", "WrongValue", "tanh", "none, relu, silu or gelu")]
    [InlineData("linear(10, noise: -0.1)", "OutOfRange", "-0.1", "at least 0")]
    [InlineData("linear(10, noise: 1e300)", "OutOfRange", "1e300", "32-bit float")]
    public void WrongArgument_IsRefused(string layer, string rule, string place, string words) =>
        Bound.HasOneMistake(
            Bound.WithBody($"a = {layer}\nb = linear(10)\nreturn image |> flatten |> a |> b"),
            DiagnosticRules.All.Single(candidate => candidate == (DiagnosticRule)typeof(DiagnosticRules).GetField(rule)!.GetValue(null)!), place, words);

    [Fact]
    public void RepeatOfZeroTurns_IsRefused() =>
        Bound.HasOneMistake(Bound.WithBody("a = repeat 0 linear(10)\nreturn image |> flatten |> a"), DiagnosticRules.OutOfRange, "0", "counts from 1");

    [Fact]
    public void ArgumentOfAnotherType_IsRefusedWithBoth() =>
        Bound.HasOneMistake(
            "model M(g: gate = relu)(x: f32[4]) -> y: f32[4] {\n a = linear(4, bias: g)\n return x |> a\n}", DiagnosticRules.WrongValue, "g", "`bias` takes true or false", "a `gate`");

    [Fact]
    public void UnknownArgumentType_SuggestsTheNearest() =>
        Bound.HasOneMistake("model M(n: dimm = 3)(x: f32[4]) -> y: f32[4] { return x }", DiagnosticRules.UnknownType, "dimm", "Did you mean `dim`?");

    [Fact]
    public void WrongDefault_IsOneMistake_WhereverItIsUsed() =>
        Bound.HasOneMistake("model M(n: dim = 0)(x: f32[4]) -> y: f32[4] { return x }\nmodel A = M()\nmodel B = M()", DiagnosticRules.SizeOutOfRange, "0");
}
