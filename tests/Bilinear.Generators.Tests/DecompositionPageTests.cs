using System.Text.RegularExpressions;
using Bilinear.Generators.Tests.Harness;
using Bilinear.Serialization;
using Bilinear.Testing;

namespace Bilinear.Generators.Tests;

/// <summary>What docs/decomposition.md shows is true: its code runs from top to bottom on its program, and writes the tensors that it names.</summary>
public sealed partial class DecompositionPageTests : IDisposable
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "decomposition.md"));
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Code_RunsAndWritesWhatIsNamed()
    {
        var path = Path.Combine(_folder, "stacked.spectra.safetensors");
        var report = Path.Combine(_folder, "stacked.html");
        var lines = string.Join("\n", Blocks("csharp"))
            .Replace("\"stacked.spectra.safetensors\"", $"@\"{path}\"", StringComparison.Ordinal)
            .Replace("\"stacked.html\"", $"@\"{report}\"", StringComparison.Ordinal)
            .Split('\n');
        var usings = lines.Where(line => IsUsing().IsMatch(line)).ToArray();
        var run = GeneratorRun.Of(
            $"{string.Join("\n", usings)}\nusing System;\nusing System.Linq;\npublic static class Page {{ public static void Run() {{\n{string.Join("\n", lines.Except(usings))}\n}} }}",
            [("stacked.bmlp", Blocks("bmlp").Single())]);
        Assert.Empty(run.BuildErrors());

        using var image = new MemoryStream();
        Assert.True(run.Output.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        System.Reflection.Assembly.Load(image.ToArray()).GetType("Page")!.GetMethod("Run")!.Invoke(null, null);

        Assert.Contains("The tree of head", File.ReadAllText(report), StringComparison.Ordinal);
        using var file = SafeTensorsFile.Open(path);
        Assert.All(["head.eigen.values", "head.eigen.directions.pictures", "head.tree.parents", "head.tree.0.pictures", "head.tree.curve.r2"], name => Assert.Contains(name, file.Tensors.Keys));
    }

    private static IEnumerable<string> Blocks(string language) =>
        Fence().Matches(Page).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value);

    [GeneratedRegex(@"^```(\w*)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^using [\w.]+;$")]
    private static partial Regex IsUsing();
}
