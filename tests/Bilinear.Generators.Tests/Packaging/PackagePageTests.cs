using System.Diagnostics;
using System.Text.RegularExpressions;
using Bilinear.Testing;

namespace Bilinear.Generators.Tests.Packaging;

/// <summary>The page of a package is the README with links that hold there: addresses where the repository has one, else their text.</summary>
public sealed partial class PackagePageTests : IDisposable
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("https://github.com/someone/bilinear", "https://github.com/someone/bilinear/blob/HEAD/", "https://raw.githubusercontent.com/someone/bilinear/HEAD/")]
    [InlineData("https://git.example.org/bilinear.git", "https://git.example.org/bilinear/blob/HEAD/", "https://git.example.org/bilinear/raw/HEAD/")]
    public void WithAnAddress_EveryLinkIsOne(string repository, string files, string pictures)
    {
        var page = Page($"-p:RepositoryUrl={repository}");

        var expected = Links(Readme).Select(link => (link.IsPicture, Target: link.Target.Contains("://", StringComparison.Ordinal) ? link.Target : (link.IsPicture ? pictures : files) + link.Target));
        Assert.Equal(expected, Links(page).Select(link => (link.IsPicture, link.Target)));
        Assert.Equal(WithoutTargets(Readme), WithoutTargets(page));
    }

    [Fact]
    public void WithoutAnAddress_LinksToFilesAreTheirText()
    {
        var page = Page("-p:RepositoryUrl=");

        Assert.NotEmpty(Links(page));
        Assert.All(Links(page), link => Assert.StartsWith("https://", link.Target, StringComparison.Ordinal));
        Assert.Contains("- docs/cli.md: every command of the tool", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\n*", page, StringComparison.Ordinal);
        Assert.Equal(Fence().Matches(Readme).Select(match => match.Value), Fence().Matches(page).Select(match => match.Value));
    }

    private string Page(string property)
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", Path.Combine(Repository.Root, "Bilinear.Runtime"), "-nologo", "-t:WritePackageReadme", $"-p:PackageReadmeFolder={_folder.Path}/", property]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
        return File.ReadAllText(_folder["README.md"]).TrimEnd() + "\n";
    }

    private static IEnumerable<(bool IsPicture, string Target)> Links(string text) =>
        Link().Matches(text).Select(match => (match.Groups["picture"].Length > 0, match.Groups["target"].Value));

    private static string WithoutTargets(string text) => Link().Replace(text, "");

    [GeneratedRegex(@"(?<picture>!?)\[[^\]]*\]\((?<target>[^)]*)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
