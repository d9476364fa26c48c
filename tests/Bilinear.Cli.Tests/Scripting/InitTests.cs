using Bilinear.Cli.Tests.Documentation;
using Bilinear.Testing;

namespace Bilinear.Cli.Tests.Scripting;

/// <summary><c>bmlp init</c>; what it makes for C# is built and run by the page for beginners.</summary>
public sealed class InitTests(TrainedDigits digits)
{
    [Theory]
    [InlineData("digits", "digits.html")]
    [InlineData("csv", "iris.html")]
    public void WhatTheToolNeedsAlone_Runs_AsItsReadmeSays(string template, string report)
    {
        using var reader = new Reader(digits);
        var page = Page.Read($"Bilinear.Cli/Templates/{template}/README.md");

        reader.Follow(page, new Block("sh", [], $"bmlp init --template {template}", 1));
        Assert.Equal(page.Text, File.ReadAllText(reader["README.md"]));
        foreach (var block in page.Blocks)
            reader.Follow(page, block);

        Assert.Contains("<svg", File.ReadAllText(reader[report]), StringComparison.Ordinal);
    }

    [Fact]
    public void NothingIsOverwritten()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["Program.cs"], "// mine");

        var refused = Bmlp.RunIn(folder.Path, ["init", "--template", "csharp"], []);
        var made = Bmlp.RunIn(folder.Path, ["init", "a b/c", "--template", "csharp", "--quiet"], []);

        Assert.Equal((1, "", "error: ./Program.cs is there already, and no file is overwritten: name another folder, as in `bmlp init first`.\n"), (refused.ExitCode, refused.Output, refused.Errors));
        Assert.Equal([folder["Program.cs"]], Directory.GetFiles(folder.Path));
        Assert.Equal((0, "Next:\n  cd 'a b/c'\n  dotnet run -c Release\n", ""), (made.ExitCode, made.Output, made.Errors));
        Assert.Equal(["Digits.csproj", "Program.cs", "README.md", "digits.bmlp"], Directory.GetFiles(folder["a b/c"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal((1, "error: Program.cs is a file: name a folder.\n"), Bmlp.RunIn(folder.Path, ["init", "Program.cs"], []) is var file ? (file.ExitCode, file.Errors) : default);
    }

    /// <summary>A link that leads to nothing is followed.</summary>
    [Fact]
    public void WhereNoFolderCanBe_IsSaid()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The links are Unix's.");
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "");
        File.CreateSymbolicLink(folder["link"], "linked");

        var inFile = Bmlp.RunIn(folder.Path, ["init", "file/x"], []);
        var linked = Bmlp.RunIn(folder.Path, ["init", "link", "--quiet"], []);

        Assert.Equal((1, $"error: file/x cannot be made, since {folder["file"]} is no folder: name another folder.\n"), (inFile.ExitCode, inFile.Errors));
        Assert.Equal((0, ""), (linked.ExitCode, linked.Errors));
        Assert.True(File.Exists(folder["linked/digits.bmlp"]));
    }

    [Fact]
    public void AFullDisk_LeavesNothing()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["small"]);
        Assert.SkipWhen(Shell.Run("mount", "-t", "tmpfs", "-o", "size=8k", "none", folder["small"]) is null, "A disk that is too small cannot be mounted here.");
        try
        {
            var full = Bmlp.RunIn(folder.Path, ["init", "small/a/b", "--template", "csv"], []);

            Assert.Equal((1, ""), (full.ExitCode, full.Output));
            Assert.Matches("^error: small/a/b/[A-Za-z.]+ could not be written\\. No space left on device[^\n]*\n$", full.Errors);
            Assert.Empty(Directory.EnumerateFileSystemEntries(folder["small"]));
        }
        finally
        {
            Shell.Run("umount", folder["small"]);
        }
    }
}
