using System.Text.RegularExpressions;
using Bilinear.Dsl;
using Bilinear.Dsl.Text;
using Bilinear.Generators.Tests.Harness;
using Bilinear.Testing;

namespace Bilinear.Generators.Tests;

/// <summary>What docs/truncation-and-similarity.md shows is true: its code runs from top to bottom, and its program is what that code writes.</summary>
public sealed partial class TruncationPageTests : IDisposable
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "truncation-and-similarity.md"));
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Code_RunsAndWritesTheProgramThatIsShown()
    {
        var lines = string.Join("\n", Blocks("csharp"))
            .Replace("\"digits-top8.safetensors\"", $"@\"{Path.Combine(_folder, "top8.safetensors")}\"", StringComparison.Ordinal)
            .Replace("DecompositionCache.OfUser()", $"new DecompositionCache(@\"{Path.Combine(_folder, "cache")}\")", StringComparison.Ordinal).Split('\n');
        var usings = lines.Where(line => IsUsing().IsMatch(line)).ToArray();
        var program = File.ReadAllText(Path.Combine(Repository.Root, "examples", "Digits", "digits.bmlp"));
        var run = GeneratorRun.Of(
            $"{string.Join("\n", usings)}\nusing System;\nusing System.Linq;\npublic static class Page {{ public static void Run() {{\n{string.Join("\n", lines.Except(usings))}\n}} }}",
            [("digits.bmlp", program)]);
        Assert.Empty(run.BuildErrors());

        using var image = new MemoryStream();
        Assert.True(run.Output.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        System.Reflection.Assembly.Load(image.ToArray()).GetType("Page")!.GetMethod("Run")!.Invoke(null, null);

        var shown = Blocks("bmlp").Single();
        Assert.Contains(shown.TrimEnd(), File.ReadAllText(Path.Combine(_folder, "top8.bmlp")), StringComparison.Ordinal);
        Assert.Empty(new BmlpCompilation(new SourceText("top8.bmlp", shown)).Diagnostics);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(_folder, "cache")));
    }

    private static IEnumerable<string> Blocks(string language) =>
        Fence().Matches(Page).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value);

    [GeneratedRegex(@"^```(\w*)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^using [\w.]+;$")]
    private static partial Regex IsUsing();
}
