using System.Diagnostics;
using Bilinear.Dsl.Tests.Syntax;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Tests.Corpus;

/// <summary>Right programs, ordinary and odd: nothing is said of them, and each model gets to its schedules.</summary>
public sealed class RightCorpusTests
{
    public static TheoryData<string> Programs => RightPrograms.All;

    [Theory]
    [MemberData(nameof(Programs))]
    public void NothingIsSaidOfIt(string program)
    {
        var compilation = new BmlpCompilation(new SourceText(program, RightPrograms.Read(program)));

        Assert.Empty(compilation.Diagnostics);
        Assert.All(compilation.Models, model => Assert.NotNull(model.Schedules));
    }

    [Fact]
    public void AFileOfOneMegabyteIsCompiled()
    {
        const int Size = 1 << 20;
        var program = "model Large(x: f32[3]) -> y: f32[2] {\n  head = linear(2)\n\n  return x |> head\n}\n";
        var comment = "// " + new string('-', 120) + "\n";
        var block = "block Unused{0}(x: f32[d]) -> f32[d] {{\n  mix = bilinear(d, bias: true)\n\n  return x + (x |> rmsnorm |> mix)\n}}\n\n";
        var blocks = string.Concat(Enumerable.Range(0, 5000).Select(i => string.Format(block, i)));
        var text = blocks + program + string.Concat(Enumerable.Repeat(comment, (Size - blocks.Length - program.Length) / comment.Length + 1));
        Assert.InRange(text.Length, Size, Size + 200);
        var watch = Stopwatch.StartNew();

        var compilation = new BmlpCompilation(new SourceText("large.bmlp", text));

        Assert.Empty(compilation.Diagnostics);
        Assert.NotNull(Assert.Single(compilation.Models).Schedules);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"It took {watch.Elapsed}.");
    }
}
