using System.Text.RegularExpressions;
using Bilinear.Testing;

namespace Bilinear.Cli.Tests.Documentation;

public sealed class NoticesTests
{
    /// <summary>The tool's package is its output folder, and carries the libraries that it is built on.</summary>
    [Fact]
    public void EveryLibraryInTheTool_HasItsNotice()
    {
        var notices = File.ReadAllText(Path.Combine(Repository.Root, "THIRD-PARTY-NOTICES.txt"));
        var libraries = Directory.GetFiles(Bmlp.Folder, "*.dll").Select(path => Path.GetFileName(path)).Where(name => name is not "bmlp.dll" && !name.StartsWith("Bilinear.", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(libraries);
        Assert.All(libraries, library => Assert.Matches($@"\b{Regex.Escape(library)}\b[^\n]*(\n[^\n]+)?\bBilinear\.Cli\b", notices));
    }
}
