using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax.Formatting;
using Bilinear.Dsl.Tests.Syntax;
using Bilinear.Dsl.Text;
using Bilinear.Testing;

namespace Bilinear.Dsl.Tests.Formatting;

public sealed class FormatterTests
{
    public static TheoryData<string> Programs => RightPrograms.All;

    [Theory]
    [MemberData(nameof(Programs))]
    public void AProgramStaysWhatItIs(string program) => FormattedProgram.Check(RightPrograms.Read(program));

    [Theory]
    [InlineData("digits")]
    [InlineData("mnist")]
    [InlineData("deep")]
    [InlineData("gates")]
    [InlineData("stories")]
    public void WhatIsLaidOutByHandStaysAsItIs(string program)
    {
        var text = File.ReadAllText(Repository.Program(program));

        Assert.Equal(text, Formatted.Of(text));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("\n\n// alone", "// alone\n")]
    [InlineData("language 1\nnamespace  A . B\n", "language 1\nnamespace A.B\n")]
    [InlineData("model A=B(x:1)\nmodel Long=B ( )\n", "model A    = B(x: 1)\nmodel Long = B()\n")]
    [InlineData("train A{a 1 \n}", "train A {\n  a 1\n}\n")]
    [InlineData("train A { }", "train A {\n}\n")]
    public void SmallFilesHaveOneLayout(string text, string formatted) => Assert.Equal(formatted, Formatted.Of(text));

    [Theory]
    [InlineData("x=linear ( 4*d ,bias:true,noise : none )", "x = linear(4 * d, bias: true, noise: none)")]
    [InlineData("x = linear(- 1+-2)", "x = linear(-1 + -2)")]
    [InlineData("x = linear(a-1-(b))", "x = linear(a - 1 - (b))")]
    [InlineData("x=repeat(n+1)L( )", "x = repeat (n + 1) L()")]
    [InlineData("x=linear(784->512)", "x = linear(784 -> 512)")]
    [InlineData("x=x+(x|>a)", "x = x + (x |> a)")]
    [InlineData("x =\n  linear(3)", "x = linear(3)")]
    public void AStatementHasItsBlanks(string written, string formatted) =>
        Assert.Equal(Body(formatted), Formatted.Of(Body(written)));

    [Theory]
    [InlineData("keep -1", "keep -1")]
    [InlineData("keep - 1", "keep -1")]
    [InlineData("direction 3-mean(others)", "direction 3 - mean(others)")]
    [InlineData("betas[0.9,0.99]", "betas [0.9, 0.99]")]
    [InlineData("keep(4+4)", "keep (4 + 4)")]
    [InlineData("path stack . 0 . mix", "path stack.0.mix")]
    public void AnEntryHasItsBlanks(string written, string formatted) =>
        Assert.Equal($"train A {{\n  {formatted}\n}}\n", Formatted.Of($"train A {{ {written} }}"));

    [Fact]
    public void SignsAndValuesOfNeighboursStandInOneColumn()
    {
        var formatted = Formatted.Of("""
            block B(x: f32[d]) -> f32[d] {
            a = linear(d)
            // between
            long = linear(d)

            other = linear(d)
            return x |> a |> long |> other
            }
            train B {
            batch 128
            epochs 60
            eigen head { keep 8
            order value }
            seed 1
            }
            """);

        Assert.Equal("""
            block B(x: f32[d]) -> f32[d] {
              a    = linear(d)
              // between
              long = linear(d)

              other = linear(d)
              return x |> a |> long |> other
            }

            train B {
              batch  128
              epochs 60
              eigen head {
                keep  8
                order value
              }
              seed 1
            }

            """, formatted);
    }

    [Fact]
    public void EmptyLinesBecomeOneAndNoneBesideBraces()
    {
        var formatted = Formatted.Of("// first\n\n\n// second\n\n\nblock B(x: f32[d]) -> f32[d] {\n\n\n  // third\n\n\n  return x\n\n}\n// fourth\ntrain B { }\n\n\n");

        Assert.Equal("// first\n\n// second\n\nblock B(x: f32[d]) -> f32[d] {\n  // third\n\n  return x\n}\n\n// fourth\ntrain B {\n}\n", formatted);
    }

    [Fact]
    public void CommentsTrailTheirTokenInOneColumn()
    {
        var formatted = Formatted.Of("train A // why\n{ // and\n  batch 128 // samples\n  epochs 5// passes\n  seed 1\n  steps 1     // chosen by hand\n} // end");

        Assert.Equal("""
            train A {  // why
              // and
              batch  128  // samples
              epochs 5    // passes
              seed   1
              steps  1    // chosen by hand
            }  // end

            """, formatted);
    }

    [Fact]
    public void ABrokenLineStaysBrokenWhereItReadsWell()
    {
        var formatted = Formatted.Of("""
            model
              Wide(width: dim = 256, depth: int = 4)
              (x: f32[width])
              -> y: f32[width]
            {
            up = linear(
            4 * width,   // wide
                bias: true
            )
            return x
            + (x
            |> up)
            }
            """);

        Assert.Equal("""
            model Wide(width: dim = 256, depth: int = 4)
                      (x: f32[width])
              -> y: f32[width] {
              up = linear(
                4 * width,  // wide
                bias: true
              )
              return x
                + (x
                |> up)
            }

            """, formatted);
    }

    [Fact]
    public void LineEndsAreThoseOfTheFile()
    {
        Assert.Equal("train A {\r\n  batch 1\r\n}\r\n", Formatted.Of("train A {\r\nbatch 1\r\n}"));
        Assert.Equal("train A {\n  batch 1\n}\n", Formatted.Of("\uFEFFtrain A {\rbatch 1\r}"));
    }

    [Fact]
    public void AFileWithSyntaxErrorsIsNotFormatted()
    {
        var diagnostics = new DiagnosticBag();

        Assert.Null(Formatter.Format(new SourceText("test.bmlp", "train A {\n batch 1 2\n}"), diagnostics));
        Assert.Equal("BMLP1001", Assert.Single(diagnostics.InOrder()).Rule.Id);
    }

    [Fact]
    public void AFileWithOtherErrorsIs() =>
        Assert.Equal("train Nobody {\n  batch none\n}\n", Formatted.Of("train Nobody { batch none }"));

    private static string Body(string statement) => $"block B(x: f32[d]) -> f32[d] {{\n  {statement}\n  return x\n}}\n";
}
