using Bilinear.Generators.Tests.Harness;
using Bilinear.Testing;
using Microsoft.CodeAnalysis;

namespace Bilinear.Generators.Tests;

/// <summary>Errors stand at their place in the <c>.bmlp</c> file, and bring no others with them.</summary>
public sealed class DiagnosticTests
{
    private static readonly string Digits = File.ReadAllText(Repository.Program("digits"));

    private const string UsesDigits = """
        using Bilinear.Devices;
        using Examples.Digits;

        public static class Program
        {
            public static double Run(Device device, float[] pixels)
            {
                using var model = new Digits(device);
                Digits.Digit logits = model.Forward(new Digits.Image(pixels));
                var spectra = model.Decompose();
                return logits[0][0] + spectra.Head[3].Values[0];
            }
        }
        """;

    [Fact]
    public void Error_StandsAtLineAndColumnOfTheFile()
    {
        var run = GeneratorRun.Of(("models/digits.bmlp", Digits.Replace("|> head", "|> haed", StringComparison.Ordinal)));

        var error = Assert.Single(run.Result.Diagnostics);
        var place = error.Location.GetLineSpan();
        Assert.Equal("models/digits.bmlp", place.Path);
        Assert.Equal(12, place.StartLinePosition.Line);
        Assert.Equal(DiagnosticSeverity.Error, error.Severity);
        Assert.Equal("haed", Digits.Replace("|> head", "|> haed", StringComparison.Ordinal).Substring(error.Location.SourceSpan.Start, error.Location.SourceSpan.Length));
        Assert.Contains("head", error.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void ErrorInTheFile_IsTheOnlyErrorOfCodeThatUsesTheModel()
    {
        var run = GeneratorRun.Of(UsesDigits, [("digits.bmlp", Digits.Replace("|> head", "|> haed", StringComparison.Ordinal))]);

        Assert.StartsWith("BMLP2", Assert.Single(run.BuildErrors()).Id, StringComparison.Ordinal);
    }

    [Fact]
    public void RightFile_CompilesWithCodeThatUsesIt() => Assert.Empty(GeneratorRun.Of(UsesDigits, [("digits.bmlp", Digits)]).BuildErrors());

    [Fact]
    public void OneModelInTwoFiles_IsAnErrorInBoth()
    {
        var run = GeneratorRun.Of(UsesDigits, [("a.bmlp", Digits), ("b.bmlp", Digits)]);

        Assert.Equal(["a.bmlp", "b.bmlp"], run.BuildErrors().Select(error => error.Location.GetLineSpan().Path).Order());
        Assert.All(run.BuildErrors(), error => Assert.Equal("BMLP0002", error.Id));
    }

    [Theory]
    [InlineData("a/m.bmlp", "b/m.bmlp", "`Examples.Digits.Digits` is also a model of b/m.bmlp;")]
    [InlineData("src/a/x/m.bmlp", "src/b/x/m.bmlp", "model of b/x/m.bmlp;")]
    [InlineData("C:\\a\\m.bmlp", "C:\\b\\m.bmlp", "model of b/m.bmlp;")]
    [InlineData("m.bmlp", "b/m.bmlp", "model of b/m.bmlp;")]
    [InlineData("a/m.bmlp", "a/n.bmlp", "model of n.bmlp;")]
    public void FilesOfOneName_AreToldApart(string first, string second, string words)
    {
        var run = GeneratorRun.Of(UsesDigits, [(first, Digits), (second, Digits)]);

        Assert.Contains(run.BuildErrors(), error => error.GetMessage().Contains(words, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" + 1")]
    public void IntAndDim_AreConstantsOfTheirSize(string mistake)
    {
        var run = GeneratorRun.Of(
            "public static class Program { public const long Layers = Consumer.M.Layers; public const int Width = Consumer.M.Width; public const long Low = Consumer.M.Low; }",
            [("m.bmlp", $"model M(layers: int = 3000000000, width: dim = 2147483647, low: int = -9223372036854775808)(x: f32[4]) -> y: f32[2] {{\n h = linear(2{mistake})\n return x |> h\n}}\n")]);

        Assert.DoesNotContain(run.BuildErrors(), error => error.Id.StartsWith("CS", StringComparison.Ordinal));
        Assert.Equal(mistake.Length == 0, run.BuildErrors().Count == 0);
    }

    [Fact]
    public void NamesThatDifferInCaseOnly_AreTwoModels()
    {
        var other = Digits.Replace("Digits", "DIGITS", StringComparison.Ordinal).Replace("Examples.DIGITS", "Examples.Digits", StringComparison.Ordinal);
        var run = GeneratorRun.Of(UsesDigits, [("a.bmlp", Digits), ("b.bmlp", other)]);

        Assert.Empty(run.BuildErrors());
    }

    [Fact]
    public void FileWithoutNamespace_TakesTheItemsElseTheProjects()
    {
        const string program = "model M(x: f32[4]) -> y: f32[2] {\n  head = linear(2)\n  return x |> head\n}\n";

        Assert.Contains("namespace Consumer;", GeneratorRun.Of("", [("m.bmlp", program)]).Source("Consumer.M.Model.g.cs"), StringComparison.Ordinal);
        Assert.Contains("namespace Of.Item;", GeneratorRun.Of("", [("m.bmlp", program)], itemNamespace: "Of.Item").Source("Of.Item.M.Model.g.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Weights")]
    [InlineData("Forward")]
    [InlineData("Inference")]
    [InlineData("var")]
    public void ModelNamedAsAMember_IsOneErrorAtItsName(string name)
    {
        var run = GeneratorRun.Of(("digits.bmlp", Digits.Replace(" Digits", " " + name, StringComparison.Ordinal)));

        var error = Assert.Single(run.BuildErrors());
        Assert.Equal("BMLP0003", error.Id);
        Assert.Equal(name != "var", error.GetMessage().Contains("for its own use", StringComparison.Ordinal));
        Assert.Equal(name.Length, error.Location.SourceSpan.Length);
    }

    [Theory]
    [InlineData("Device")]
    [InlineData("Model")]
    [InlineData("View")]
    [InlineData("System")]
    [InlineData("class")]
    [InlineData("record")]
    [InlineData("Save")]
    [InlineData("Train")]
    public void ModelNamedAsATypeOrAKeyword_Compiles(string name) =>
        Assert.Empty(GeneratorRun.Of(("digits.bmlp", Digits.Replace(" Digits", " " + name, StringComparison.Ordinal))).BuildErrors());
}
