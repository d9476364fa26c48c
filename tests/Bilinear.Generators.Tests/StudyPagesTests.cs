using Bilinear.Generators.Tests.Harness;
using Bilinear.Testing;

namespace Bilinear.Generators.Tests;

/// <summary>The code of the pages on studies, on values inside a model, on gates that are annealed and on norms runs, and writes what it names.</summary>
public sealed class StudyPagesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("masks.md", "masks.html")]
    [InlineData("cp.md", "cp32.safetensors")]
    [InlineData("bottleneck.md", "bottleneck.html")]
    [InlineData("activations.md", "body.safetensors")]
    public void Code_RunsAndWritesItsFile(string page, string file)
    {
        var path = Path.Combine(_folder, file);

        new DocumentPage(page).Run(
            ("digits.bmlp", File.ReadAllText(Path.Combine(Repository.Root, "examples", "Digits", "digits.bmlp"))),
            ($"\"{file}\"", $"@\"{path}\""));

        Assert.True(new FileInfo(path).Length > 1000);
    }

    [Fact]
    public void CodeOnConverting_WritesABilinearModel()
    {
        var (page, path) = (new DocumentPage("converting.md"), Path.Combine(_folder, "bilinear.safetensors"));

        page.Run(("annealed.bmlp", page.Blocks("bmlp").Single(program => program.Contains("anneal", StringComparison.Ordinal))), ("\"bilinear.safetensors\"", $"@\"{path}\""));

        Assert.Contains("gate: none", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void CodeOnNorms_WritesModelsWithoutThem()
    {
        var (page, plain, measured) = (new DocumentPage("norms.md"), Path.Combine(_folder, "plain.safetensors"), Path.Combine(_folder, "measured.safetensors"));

        page.Run([.. page.Blocks("bmlp").Select((program, i) => ($"{i}.bmlp", program))], ("\"plain.safetensors\"", $"@\"{plain}\""), ("\"measured.safetensors\"", $"@\"{measured}\""));

        Assert.All(new[] { plain, measured }, path => Assert.DoesNotContain("norm.weight", File.ReadAllText(path), StringComparison.Ordinal));
    }
}
