using Bilinear.Training;
using Bilinear.Training.Files;

namespace Bilinear.Runtime.Tests.Training;

/// <summary>Which edits of a program make its weights another's.</summary>
public sealed class ProgramTextTests
{
    private const string Program = """
        language 1
        namespace Examples

        block Mix(x: f32[d]) -> f32[d] {
          mix = bilinear(d)
          return x + (x |> mix)
        }

        /// Looks at pictures.
        model Net(x: f32[4]) -> y: f32[2] {
          body = Mix()
          head = linear(2)
          return x |> body |> head
        }

        model Small = Net()

        train Net {
          epochs 3
        }

        """;

    [Theory]
    [InlineData("bilinear(d)", "glu(d, gate: gelu)", "`mix = bilinear(d)`", "`mix = glu(d, gate: gelu)`")]
    [InlineData("  head = linear(2)\n", "", "`head = linear(2)`", "`return x |> body |> head`")]
    [InlineData("model Small = Net()", "model Small = Net(width: 3)", "`model Small = Net()`", "`model Small = Net(width: 3)`")]
    [InlineData("model Small = Net()", "model Other = Net()", "`model Small = Net()`", "nothing")]
    public void ALineOfTheModel_OfItsBaseOrItsBlocks_IsADifference(string before, string now, string old, string current) =>
        Assert.Equal((old, current), ProgramText.Difference(Program, Program.Replace(before, now, StringComparison.Ordinal), "Small"));

    [Theory]
    [InlineData("epochs 3", "epochs 4")]
    [InlineData("namespace Examples", "namespace Others")]
    [InlineData("/// Looks at pictures.", "/// Does not.")]
    [InlineData("model Small = Net()", "model Small = Net()\n\nmodel Mixed = Net()\n\ndecompose Net {\n  eigen head {\n    keep 2\n  }\n}")]
    [InlineData("language 1", "")]
    public void WhatIsNoneOfTheModels_IsNoDifference(string before, string now) =>
        Assert.Null(ProgramText.Difference(Program, Program.Replace(before, now, StringComparison.Ordinal), "Small"));

    [Fact]
    public void TheOrderOfDeclarations_IsNoDifference() =>
        Assert.Null(ProgramText.Difference(Program, string.Join("\n\n", Program.TrimEnd().Split("\n\n").Reverse()), "Small"));

    [Fact]
    public void OfALongLine_ThePartThatDiffersIsShown()
    {
        var sum = string.Join(" + ", Enumerable.Repeat("x", 100));
        var long_ = Program.Replace("x + (x |> mix)", sum + " + (x |> mix)", StringComparison.Ordinal);

        Assert.Equal(("`…x + x + x + x + x + x + (x |> mix)`", "`…x + x + x + x + x + x + (x |> rmsnorm |> mix)`"), ProgramText.Difference(long_, long_.Replace("|> mix", "|> rmsnorm |> mix", StringComparison.Ordinal), "Small"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("}\n}\n model")]
    [InlineData("model \u001B[31m")]
    public void TextThatIsNoProgram_IsADifference(string text) => Assert.NotNull(ProgramText.Difference(text, Program, "Small"));
}
