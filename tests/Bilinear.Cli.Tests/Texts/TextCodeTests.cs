using Bilinear.Cli.Tests.Documentation;
using Bilinear.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Bilinear.Cli.Tests.Texts;

/// <summary>The C# that docs/training.md shows for texts, compiled with the code of the program that it shows.</summary>
public sealed class TextCodeTests
{
    [Fact]
    public void CodeOfThePage_Compiles()
    {
        var page = Page.Read("docs/training.md");
        var program = Assert.Single(page.Blocks, block => block.Marks.Contains("stories.bmlp"));
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["stories.bmlp"], program.Text);
        var generated = Bmlp.Run("emit", folder["stories.bmlp"], "--stage", "cs");
        Assert.True(generated.ExitCode == 0, generated.Errors);
        var shown = string.Join('\n', page.Blocks.Where(block => block.Language == "csharp" && block.Line > program.Line).Select(block => block.Text));
        Assert.Contains("OpenGeneration", shown, StringComparison.Ordinal);

        var libraries = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal));
        var compilation = CSharpCompilation.Create(
            "page",
            [.. generated.Output.Split("// ---- ").Skip(1).Select(part => CSharpSyntaxTree.ParseText("// " + part)), CSharpSyntaxTree.ParseText($"using System;\n{shown}")],
            libraries.Concat(new[] { "Bilinear.Runtime.dll", "Bilinear.Data.Text.dll" }.Select(name => Path.Combine(Bmlp.Folder, name))).Select(path => MetadataReference.CreateFromFile(path)));
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }
}
