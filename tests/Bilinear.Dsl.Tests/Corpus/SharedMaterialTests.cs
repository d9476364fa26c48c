using Bilinear.Testing;

namespace Bilinear.Dsl.Tests.Corpus;

/// <summary>The programs that fix the language and PyTorch's golden files are copies, so that a clone anywhere tests the same; where their originals are, they must be equal.</summary>
public sealed class SharedMaterialTests
{
    [Fact]
    public void Programs_EqualTheirOriginals()
    {
        foreach (var original in Directory.GetFiles(Originals("language"), "*.bmlp"))
        {
            var name = Path.GetFileNameWithoutExtension(original);
            Assert.Equal(File.ReadAllBytes(original), File.ReadAllBytes(Repository.Program(name)));
        }
    }

    [Fact]
    public void GoldenFiles_EqualTheirOriginals()
    {
        foreach (var original in Directory.GetFiles(Originals("golden")))
            Assert.Equal(File.ReadAllBytes(original), File.ReadAllBytes(Path.Combine(Repository.Golden, Path.GetFileName(original))));
    }

    /// <summary>They lie beside the data.</summary>
    private static string Originals(string name)
    {
        var data = Environment.GetEnvironmentVariable("BILINEAR_DATA");
        Assert.SkipWhen(data is null, "BILINEAR_DATA is not set: the originals lie beside the folder that it names.");
        var folder = Path.Combine(data!, "..", name);
        Assert.SkipUnless(Directory.Exists(folder), $"{folder} is not there.");
        return folder;
    }
}
