using Bilinear.Generators.Tests.Harness;
using Bilinear.Serialization;

namespace Bilinear.Generators.Tests;

/// <summary>What docs/decomposition.md shows is true: its code runs from top to bottom on its program, and writes the tensors that it names.</summary>
public sealed class DecompositionPageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Code_RunsAndWritesWhatIsNamed()
    {
        var page = new DocumentPage("decomposition.md");
        var path = Path.Combine(_folder, "stacked.spectra.safetensors");

        page.Run(("stacked.bmlp", page.Blocks("bmlp").Single()), ("\"stacked.spectra.safetensors\"", $"@\"{path}\""), ("\"figures\"", $"@\"{Path.Combine(_folder, "figures")}\""));

        Assert.True(File.Exists(Path.Combine(_folder, "figures", "head.tree.explained.csv")));
        using var file = SafeTensorsFile.Open(path);
        Assert.All(["head.eigen.values", "head.eigen.directions.pictures", "head.eigen.places", "head.eigen.coordinates", "head.eigen.offset", "head.eigen.second_moment", "head.tree.parents", "head.tree.pruned", "head.tree.units", "head.tree.0.pictures", "head.tree.curve.r2"], name => Assert.Contains(name, file.Tensors.Keys));
    }
}
