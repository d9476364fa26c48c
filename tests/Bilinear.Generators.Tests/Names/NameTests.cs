using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Bilinear.Generators.Pipeline;
using Bilinear.Generators.Tests.Harness;

namespace Bilinear.Generators.Tests.Names;

/// <summary>Whatever a program calls its things: what is accepted becomes C# that compiles.</summary>
public sealed class NameTests
{
    private const int Programs = 600;

    private const string Program = """
        model M(zz: dim = 4)(image: f32[4]) -> digit: f32[3] {
          embed = linear(zz)
          body  = bilinear(5)
          head  = linear(3)
          return image |> embed |> body |> head
        }
        """;

    /// <summary>Far more calls than one method has.</summary>
    private const string Long = """
        block Layer(x: f32[d]) -> f32[d] {
          mix = bilinear(d)
          return x + (x |> mix)
        }
        model M(zz: dim = 4)(image: f32[4]) -> digit: f32[4] {
          stack = repeat 150 Layer()
          head  = linear(zz)
          return image |> stack |> head
        }
        """;

    [Theory]
    [InlineData("image", "size")]
    [InlineData("digit", "Size")]
    [InlineData("image", "values")]
    [InlineData("image", "rows")]
    [InlineData("digit", "item")]
    [InlineData("image", "runBackward")]
    [InlineData("digit", "runTrainingForward")]
    [InlineData("zz", "runTrainingForward")]
    [InlineData("zz", "runBackward")]
    [InlineData("zz", "size")]
    [InlineData("image", "__arglist")]
    public void PortOrArgumentNamedAsAMember_Compiles(string old, string name) =>
        Assert.Empty(GeneratorRun.Of(("m.bmlp", Renamed(Program, old, name))).BuildErrors());

    [Theory]
    [InlineData("image", "runForward0")]
    [InlineData("digit", "RunForward1")]
    [InlineData("zz", "runBackward0")]
    [InlineData("M", "RunForward0")]
    [InlineData("M", "RunBackward")]
    public void NamesOfAModelWithManyCalls_Compile(string old, string name) =>
        Assert.Empty(GeneratorRun.Of(("m.bmlp", Renamed(Long, old, name))).BuildErrors());

    /// <summary>Letters that are neither large nor small: an output's type and the local with its values would be one name.</summary>
    [Fact]
    public void OutputsWithoutCase_Compile() => Assert.Empty(GeneratorRun.Of(("m.bmlp", """
        model M(像: f32[4]) -> (画: f32[3], 声: f32[2]) {
          a = linear(3)
          b = linear(2)
          return (像 |> a, 像 |> b)
        }
        """)).BuildErrors());

    [Theory]
    [InlineData("nameof")]
    [InlineData("A.nameof.B")]
    [InlineData("System")]
    [InlineData("var.M2")]
    [InlineData("global.System")]
    public void NamespaceOfAnyWord_Compiles(string name) =>
        Assert.Empty(GeneratorRun.Of(("m.bmlp", $"namespace {name}\n{Program}")).BuildErrors());

    [Fact]
    public void EveryNameDrawnFromWhatCouldHurt_Compiles()
    {
        var names = new NastyPrograms(seed: 20);
        var programs = Enumerable.Range(0, Programs).Select(number => (Path: $"p{number}.bmlp", Text: names.Next(number), IsWrong: number % 7 == 0)).ToList();

        var outputs = new ConcurrentBag<(string Program, OutputFile File)>();
        var refused = new ConcurrentBag<string>();
        Parallel.ForEach(programs, program =>
        {
            // Of a wrong program the shell has to compile.
            var text = program.IsWrong ? program.Text.Replace("= linear(", "= linaer(", StringComparison.Ordinal) : program.Text;
            var compiled = FileCompiler.Compile(new BmlpFile(program.Path, text, "", ""), CancellationToken.None);
            if (compiled.Diagnostics.Items.Any(item => item.Id == "BMLP9001"))
                Assert.Fail($"{compiled.Diagnostics.Items[0].Message}\n{program.Text}");
            if (compiled.Diagnostics.Items.Count > 0 && !program.IsWrong)
                refused.Add($"{compiled.Diagnostics.Items[0].Id}: {compiled.Diagnostics.Items[0].Message}");
            foreach (var file in compiled.Diagnostics.Items.Count > 0 && !program.IsWrong ? default : compiled.Outputs)
                outputs.Add((program.Text, file));
        });

        Assert.True(refused.Count < Programs / 4, $"{refused.Count} programs were refused: {string.Join("\n", refused.Distinct().Take(20))}");
        var errors = CSharpErrors.Of(outputs.Select(output => output.File)).Take(3).ToList();
        Assert.True(errors.Count == 0, string.Join("\n\n", errors.Select(error => $"{error}\nin the code of\n{outputs.First(output => output.File.HintName == error.Location.SourceTree!.FilePath).Program}")));
    }

    private static string Renamed(string program, string old, string name) =>
        Regex.Replace(program, $@"\b{old}\b", name);
}
