using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax;
using Bilinear.Dsl.Text;
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
            var copy = File.Exists(Repository.ProgramAhead(name)) ? Repository.ProgramAhead(name) : Repository.Program(name);
            Assert.Equal(File.ReadAllBytes(original), File.ReadAllBytes(copy));
        }
    }

    /// <summary>Programs of the language that this compiler reads and cannot bind yet. One that it can compile belongs into <c>corpus/ok</c>.</summary>
    [Theory]
    [InlineData("attention")]
    [InlineData("llama")]
    public void AProgramAhead_IsReadWithoutAMistake_AndNotYetBound(string name)
    {
        var source = new SourceText(name, File.ReadAllText(Repository.ProgramAhead(name)));
        var syntax = new DiagnosticBag();
        BmlpParser.Parse(source, syntax);

        Assert.Empty(syntax.InOrder());
        Assert.NotEmpty(new BmlpCompilation(source).Diagnostics);
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
