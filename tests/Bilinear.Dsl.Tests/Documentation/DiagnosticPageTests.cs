using System.Text.RegularExpressions;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Text;
using Bilinear.Testing;

namespace Bilinear.Dsl.Tests.Documentation;

/// <summary>
/// The pages under docs/diagnostics: one a rule, with a program that leads to it and everything that is reported of that program.
/// BILINEAR_ACCEPT=1 writes what is reported into the page.
/// </summary>
public sealed class DiagnosticPageTests
{
    /// <summary>A program would be long, or cannot be written today; their pages explain only.</summary>
    private static readonly string[] WithoutProgram = [DiagnosticRules.NoDerivative.Id, DiagnosticRules.BlocksTooDeep.Id, DiagnosticRules.TooManyArguments.Id, DiagnosticRules.TooManyMistakes.Id, DiagnosticRules.FileTooLong.Id];

    public static TheoryData<string> Rules => [.. DiagnosticRules.All.Select(rule => rule.Id)];

    private static string Folder => Path.Combine(Repository.Root, "docs", "diagnostics");

    [Theory]
    [MemberData(nameof(Rules))]
    public void Rule_HasItsPage(string id)
    {
        var rule = DiagnosticRules.All.Single(candidate => candidate.Id == id);

        Assert.StartsWith($"# {id}: {rule.Title}\n", Read(id), StringComparison.Ordinal);
        Assert.Contains($"- [{id}]({id}.md): {rule.Title}\n", Read("README"), StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_AreThoseOfTheRulesAndOfTheHost()
    {
        string[] host = ["BMLP0001", "BMLP0002", "BMLP0003", "BMLP0004", "BMLP0005", "BMLP0006", "BMLP0007", "BMLP0008", "BMLP0009", "BMLP0010", "BMLP9001"];
        var pages = Directory.GetFiles(Folder, "BMLP*.md").Select(file => Path.GetFileNameWithoutExtension(file)!);

        Assert.Equal(DiagnosticRules.All.Select(rule => rule.Id).Concat(host).Order(StringComparer.Ordinal), pages.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Page_ShowsWhatIsReportedOfItsProgram(string id)
    {
        var page = Read(id);
        var parts = Regex.Match(page, "^```bmlp wrong\n(?<program>.*?)^```\n\n```text\n(?<reported>.*?)^```\n", RegexOptions.Multiline | RegexOptions.Singleline);
        Assert.Equal(!WithoutProgram.Contains(id), parts.Success);
        if (!parts.Success)
            return;

        var source = new SourceText("model.bmlp", parts.Groups["program"].Value);
        var found = new BmlpCompilation(source).Diagnostics;
        Assert.Contains(found, diagnostic => diagnostic.Rule.Id == id);
        var reported = string.Concat(found.Select(diagnostic => Show(source, diagnostic)));
        if (Environment.GetEnvironmentVariable("BILINEAR_ACCEPT") == "1")
            File.WriteAllText(Path.Combine(Folder, id + ".md"), page.Remove(parts.Groups["reported"].Index, parts.Groups["reported"].Length).Insert(parts.Groups["reported"].Index, reported));
        else
            Assert.Equal(parts.Groups["reported"].Value, reported);
    }

    private static string Show(SourceText source, Diagnostic diagnostic)
    {
        var position = source.PositionOf(diagnostic.Span.Start);
        return $"{source.Path}({position.Line + 1},{position.Column + 1}): error {diagnostic.Rule.Id}: {diagnostic.Message}\n";
    }

    private static string Read(string page) => File.ReadAllText(Path.Combine(Folder, page + ".md")).ReplaceLineEndings("\n");
}
