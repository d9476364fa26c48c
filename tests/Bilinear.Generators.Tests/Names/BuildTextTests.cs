using Bilinear.Generators.Tests.Harness;

namespace Bilinear.Generators.Tests.Names;

/// <summary>What a build says of a project and its files can be any text: it becomes names, or one error, or a comment; never code.</summary>
public sealed class BuildTextTests
{
    private const string Program = """
        /// An image of four pixels.
        model Digits(image: f32[4]) -> digit: f32[3] {
          body = bilinear(4)
          head = linear(3)
          return image |> body |> head
        }
        decompose Digits { eigen head }
        """;

    [Theory]
    [InlineData("my-model", "my_model")]
    [InlineData("2026.Digits", "_2026.Digits")]
    [InlineData("my model", "my_model")]
    [InlineData("A..B", "A.@_.B")]
    [InlineData("class", "@class")]
    [InlineData("größe", "größe")]
    [InlineData("x;System.Console.Write(1)//", "x_System.Console.Write_1___")]
    public void RootNamespace_IsMadeOneAsDotnetNewDoes(string project, string expected)
    {
        var run = GeneratorRun.Of("", [("m.bmlp", Program)], rootNamespace: project);

        Assert.Empty(run.BuildErrors());
        Assert.All(run.Result.GeneratedSources, source => Assert.Contains($"\nnamespace {expected};\n", source.SourceText.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("A-B")]
    [InlineData("2026")]
    [InlineData("A..B")]
    [InlineData("A;B")]
    public void WrongNamespaceOfAnItem_IsOneError(string name)
    {
        var run = GeneratorRun.Of("", [("m.bmlp", Program)], itemNamespace: name);

        var error = Assert.Single(run.BuildErrors());
        Assert.Equal("BMLP0004", error.Id);
        Assert.Contains($"'{name}'", error.GetMessage(), StringComparison.Ordinal);
        Assert.Empty(GeneratorRun.Of("", [("m.bmlp", "namespace Mine\n" + Program)], itemNamespace: name).BuildErrors());
    }

    [Fact]
    public void NamespaceOfAnItem_MayHaveBlanksAround() =>
        Assert.Contains("namespace Of.Item;", GeneratorRun.Of("", [("m.bmlp", Program)], itemNamespace: " Of.Item ").Source("Of.Item.Digits.Model.g.cs"), StringComparison.Ordinal);

    [Theory]
    [InlineData("Digits")]
    [InlineData("Digits.Models")]
    public void ModelNamedAsItsNamespace_IsSaid(string project)
    {
        var run = GeneratorRun.Of($"using {project};\npublic static class User {{ public static Digits? Model; }}", [("m.bmlp", Program)], rootNamespace: project);

        Assert.Equal(["BMLP0005", "CS0118"], run.BuildErrors().Select(error => error.Id).Order(StringComparer.Ordinal));
        Assert.Empty(GeneratorRun.Of("", [("m.bmlp", Program)], rootNamespace: "Examples." + project).BuildErrors());
    }

    [Theory]
    [InlineData("Bilinear", "")]
    [InlineData("System", "")]
    [InlineData("Model", "Bilinear.Training")]
    [InlineData("IO", "System")]
    [InlineData("M", "System.ArgumentException")]
    public void ModelThatHidesALibrary_IsOneError(string name, string project)
    {
        var run = GeneratorRun.Of("", [("m.bmlp", Program.Replace("Digits", name, StringComparison.Ordinal))], rootNamespace: project);

        Assert.Equal("BMLP0006", Assert.Single(run.BuildErrors()).Id);
        Assert.Empty(run.Result.GeneratedSources);
    }

    [Fact]
    public void ModelNamedAsAnothersNamespace_IsOneErrorAtItsName()
    {
        var run = GeneratorRun.Of(("a.bmlp", "namespace Examples\n" + Program), ("b.bmlp", "namespace Examples.Digits.Small\n" + Program.Replace("Digits", "M", StringComparison.Ordinal)));

        var error = Assert.Single(run.BuildErrors());
        Assert.Equal(("BMLP0007", "a.bmlp"), (error.Id, error.Location.GetLineSpan().Path));
    }

    [Fact]
    public void NamesThatAreOneInAscii_AreTwoModels()
    {
        var run = GeneratorRun.Of(("a.bmlp", Program.Replace("Digits", "ä", StringComparison.Ordinal)), ("b.bmlp", Program.Replace("Digits", "u00E4", StringComparison.Ordinal)));

        Assert.Empty(run.Result.Diagnostics);
        Assert.Equal(12, run.Result.GeneratedSources.Length);
    }

    [Theory]
    [InlineData("a\npublic class Injected { }\n//.bmlp")]
    [InlineData("a\u2028public class Injected { }\u2029//.bmlp")]
    [InlineData("a\u0085public class Injected { }//.bmlp")]
    [InlineData("a\u001B[31m\u202E.bmlp")]
    public void NameOfAFile_StaysInItsComment(string file)
    {
        foreach (var program in new[] { Program, Program.Replace("|> head", "|> haed", StringComparison.Ordinal) })
        {
            var run = GeneratorRun.Of((file, program));

            Assert.Null(run.Output.GetTypeByMetadataName("Injected"));
            Assert.All(run.Result.GeneratedSources, source => Assert.DoesNotContain(source.SourceText.ToString(), IsHidden));
            Assert.All(run.Result.Diagnostics, error => Assert.DoesNotContain(error.GetMessage(), IsHidden));
        }
    }

    [Fact]
    public void WhatCouldActInText_IsShownAsItsCode()
    {
        // ESC and the marks that turn text around, in comments, in documentation, beside a mistake and as one.
        var right = Program.Replace("An image", "An \u001B[31m \u202Eimage\u202C \u2066of\u2069\t</summary> \"\"\"", StringComparison.Ordinal);
        string[] wrong = [right.Replace("bilinear(4)", "bilinear(4 - // \u001B[31m\n 8)", StringComparison.Ordinal), right.Replace("|> head", "|> \u001B", StringComparison.Ordinal)];

        Assert.Empty(GeneratorRun.Of(("m.bmlp", right)).BuildErrors());
        foreach (var run in wrong.Append(right).Select(program => GeneratorRun.Of(("m.bmlp", program))))
        {
            Assert.All(run.Result.GeneratedSources, source => Assert.DoesNotContain(source.SourceText.ToString(), IsHidden));
            Assert.All(run.Result.Diagnostics, error => Assert.DoesNotContain(error.GetMessage(), IsHidden));
        }
        Assert.All(wrong, program => Assert.NotEmpty(GeneratorRun.Of(("m.bmlp", program)).Result.Diagnostics));
    }

    [Fact]
    public void MistakesOfTheLanguage_CannotBeSwitchedOff()
    {
        var run = GeneratorRun.Of(("m.bmlp", Program.Replace("|> head", "|> haed", StringComparison.Ordinal)));

        var error = Assert.Single(run.Result.Diagnostics);
        Assert.Contains(Microsoft.CodeAnalysis.WellKnownDiagnosticTags.NotConfigurable, error.Descriptor.CustomTags);
    }

    private static bool IsHidden(char character) =>
        (char.IsControl(character) && character != '\n') || character is '\u2028' or '\u2029' || char.GetUnicodeCategory(character) == System.Globalization.UnicodeCategory.Format;
}
