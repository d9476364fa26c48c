using Bilinear.Dsl;
using Bilinear.Dsl.Text;
using Bilinear.Generators.Tests.Harness;
using Bilinear.Testing;

namespace Bilinear.Generators.Tests;

/// <summary>What docs/truncation-and-similarity.md shows is true: its code runs from top to bottom, and its program is what that code writes.</summary>
public sealed class TruncationPageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Code_RunsAndWritesTheProgramThatIsShown()
    {
        var page = new DocumentPage("truncation-and-similarity.md");
        var cache = Path.Combine(_folder, "cache");

        page.Run(
            ("digits.bmlp", File.ReadAllText(Path.Combine(Repository.Root, "examples", "Digits", "digits.bmlp"))),
            ("\"digits-top8.safetensors\"", $"@\"{Path.Combine(_folder, "top8.safetensors")}\""),
            ("DecompositionCache.OfUser()", $"new DecompositionCache(@\"{cache}\")"));

        var shown = page.Blocks("bmlp").Single();
        Assert.Contains(shown.TrimEnd(), File.ReadAllText(Path.Combine(_folder, "top8.bmlp")), StringComparison.Ordinal);
        Assert.Empty(new BmlpCompilation(new SourceText("top8.bmlp", shown)).Diagnostics);
        Assert.NotEmpty(Directory.GetFiles(cache));
    }
}
