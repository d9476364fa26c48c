using Bilinear.Dsl.Syntax.Printing;

namespace Bilinear.Dsl.Tests.Syntax;

public class AnnealedTextTests
{
    // What is quoted is a token of texts, and a layer may be called as the entry.
    private const string Annealed = """
        /// Its gate is silu.
        model Soft(act: gate = silu)(x: f32[4]) -> y: f32[2] {
          /// silu, and below
          anneal = glu(4, gate: act)
          body = glu(4, gate: silu)
          return x |> anneal |> body
        }

        model Softer = Soft(act: silu)

        train Soft {
          steps 10
          anneal 0.4
        }

        decompose Soft {
          direction "a \" silu": " silu"
        }
        """;

    [Fact]
    public void Bilinear_HasNoGates_AndTrainsAsBefore()
    {
        var expected = Annealed.Replace("= silu)", "= none)", StringComparison.Ordinal).Replace(": silu)", ": none)", StringComparison.Ordinal).Replace("  anneal 0.4\n", "", StringComparison.Ordinal);

        Assert.Equal(expected, AnnealedText.Bilinear(Annealed));
    }

    [Fact]
    public void Control_KeepsItsGates() => Assert.Equal(Annealed.Replace("  anneal 0.4\n", "", StringComparison.Ordinal), AnnealedText.Control(Annealed));
}
