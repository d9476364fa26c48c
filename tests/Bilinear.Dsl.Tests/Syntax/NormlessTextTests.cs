using Bilinear.Dsl.Syntax.Printing;

namespace Bilinear.Dsl.Tests.Syntax;

public class NormlessTextTests
{
    [Fact]
    public void Norms_AreLeftOutOfAModel_AndOfTheBlocksThatItUses()
    {
        const string Program = """
            language 1

            /// With a norm of its own.
            block Inner(x: f32[d]) -> f32[d] {
              norm = rmsnorm(gain: true)
              mix = bilinear(d)
              x = x |> norm
              return x + (x |> rmsnorm |> mix) + (x |> norm |> rmsnorm)
            }

            block Other(x: f32[d]) -> f32[d] {
              return x |> rmsnorm
            }

            model Net(x: f32[4]) -> (y: f32[2], z: f32[4]) {
              rmsnorm = linear(4)
              stack = repeat 2 Inner()
              last = rmsnorm(eps: 1e-05)
              head = linear(2)
              h = x |> last
              return (x |> rmsnorm |> stack |> last |> head, h)
            }

            model Named = Net()

            model Apart(x: f32[4]) -> y: f32[4] {
              other = Other()
              return x |> other
            }

            """;

        Assert.Equal(
            """
            language 1

            /// With a norm of its own.
            block Inner(x: f32[d]) -> f32[d] {
              mix = bilinear(d)
              return x + (x |> mix) + x
            }

            block Other(x: f32[d]) -> f32[d] {
              return x |> rmsnorm
            }

            model Net(x: f32[4]) -> (y: f32[2], z: f32[4]) {
              rmsnorm = linear(4)
              stack = repeat 2 Inner()
              head = linear(2)
              h = x
              return (x |> rmsnorm |> stack |> head, h)
            }

            model Named = Net()

            model Apart(x: f32[4]) -> y: f32[4] {
              other = Other()
              return x |> other
            }

            """,
            NormlessText.Print(Program, "Named", []));
    }

    [Fact]
    public void ATiedHead_BecomesOneOfItsOwn()
    {
        const string Program = """
            language 1

            model Next(v: dim = 64)(tokens: token[2 * v][16]) -> next: f32[16, 2 * v] {
              embed = embedding(8)
              head = unembedding(embed)
              return tokens |> embed |> rmsnorm |> head
            }

            """;

        Assert.Contains("  head = linear(2 * v)\n  return tokens |> embed |> head\n", NormlessText.Print(Program, "Next", ["head"]), StringComparison.Ordinal);
        Assert.Contains("  head = unembedding(embed)\n", NormlessText.Print(Program, "Next", []), StringComparison.Ordinal);
    }

    [Fact]
    public void OfMeasured_LeavesTheNormsOfPositions()
    {
        const string Program = """
            language 1

            block Layer(x: f32[d]) -> f32[d] {
              norm1 = rmsnorm(gain: true, scale: measured)
              norm2 = rmsnorm(scale: position)
              mix = bilinear(d)
              return x + (x |> norm1 |> mix) + (x |> norm2 |> mix) + (x |> rmsnorm |> mix)
            }

            """;

        Assert.Equal(
            Program.Replace("  norm1 = rmsnorm(gain: true, scale: measured)\n", "", StringComparison.Ordinal).Replace("norm1 |> ", "", StringComparison.Ordinal),
            NormlessText.OfMeasured(Program));
    }
}
