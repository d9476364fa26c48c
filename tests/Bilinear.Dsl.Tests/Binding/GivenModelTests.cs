using Bilinear.Dsl.Binding;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Tests.Binding;

/// <summary>Arguments from outside of a file are read as an instance's would be.</summary>
public sealed class GivenModelTests
{
    private const string Program = """
        model Net(hidden: dim = 8, act: gate = silu, bias: bool = false, sigma: noise)(x: f32[4]) -> y: f32[2] {
          body = glu(hidden, gate: act, bias: bias, noise: sigma)
          head = linear(2)
          return x |> body |> head
        }

        model Wide = Net(hidden: 100, sigma: 0.5)
        """;

    [Fact]
    public void Arguments_MakeAnInstanceUnderTheModelsName()
    {
        var compilation = Compile("Net", out var given, ("hidden", "4 * 4"), ("act", "gelu"), ("bias", "true"), ("sigma", "absolute(0.1)"));

        Assert.Empty(given.Mistakes);
        Assert.Empty(compilation.Diagnostics);
        var model = Assert.Single(compilation.Models).Bound;
        Assert.Equal("Net", model.Name);
        Assert.Null(model.BaseName);
        Assert.Equal(["hidden=16", "act=gelu", "bias=true", "sigma=absolute(0.1)"], model.Arguments.Select(argument => $"{argument.Name}={argument.Value}"));
    }

    [Fact]
    public void Arguments_HideThoseOfAnInstance_AndLeaveItsOthers()
    {
        var model = Assert.Single(Compile("Wide", out _, ("hidden", "7")).Models).Bound;

        Assert.Equal(["7", "silu", "false", "0.5"], model.Arguments.Select(argument => argument.Value));
    }

    [Fact]
    public void OtherInstances_StayAsTheyAre()
    {
        var compilation = Compile("Net", out _, ("hidden", "7"), ("sigma", "none"));

        Assert.Equal("100", compilation.Bound.Models.Single(model => model.Name == "Wide").Arguments[0].Value);
    }

    [Theory]
    [InlineData("hiden", "7", "Did you mean `hidden`?")]
    [InlineData("hidden", "silu", "silu")]
    [InlineData("hidden", "0", "0")]
    [InlineData("bias", "3", "true or false")]
    [InlineData("act", "silo", "Did you mean `silu`?")]
    [InlineData("hidden", "7)", "")]
    [InlineData("hidden", "", "")]
    public void WrongArgument_IsOneMistakeThatNamesItsOrigin(string name, string value, string words)
    {
        var compilation = Compile("Net", out var given, (name, value), ("sigma", "none"));

        Assert.Empty(compilation.Models);
        var mistake = $"{Assert.Single(given.Mistakes)}";
        Assert.StartsWith($"--set {name}={value}: error BMLP", mistake, StringComparison.Ordinal);
        Assert.Contains(words, mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownModel_IsTheCallersMistake() => Assert.Throws<ArgumentException>(() => Compile("Nut", out _).Models);

    private static BmlpCompilation Compile(string model, out GivenModel given, params (string Name, string Value)[] arguments)
    {
        given = new GivenModel(model, [.. arguments.Select(argument => new GivenArgument(argument.Name, argument.Value, $"--set {argument.Name}={argument.Value}"))]);
        var compilation = new BmlpCompilation(new SourceText("net.bmlp", Program), given);
        _ = compilation.Bound;
        return compilation;
    }
}
