using System.Text.RegularExpressions;
using Bilinear.Dsl.Text;
using Bilinear.Testing;

namespace Bilinear.Dsl.Tests.Documentation;

/// <summary>The programs that the documentation shows, in blocks of the language <c>bmlp</c>; one that is wrong on purpose says so after the word.</summary>
public sealed class ExampleTests
{
    public static TheoryData<string, int> Examples
    {
        get
        {
            var examples = new TheoryData<string, int>();
            foreach (var page in Pages())
            {
                for (var i = 0; i < ProgramsOf(page).Count; i++)
                    examples.Add(page, i);
            }

            return examples;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_Compiles(string page, int number)
    {
        var program = ProgramsOf(page)[number];
        var compilation = new BmlpCompilation(new SourceText(page, program));

        Assert.True(compilation.Diagnostics.Count == 0, $"{program}\n{string.Join("\n", compilation.Diagnostics)}");
    }

    [Fact]
    public void LanguageReference_HasExamples() => Assert.True(ProgramsOf("language.md").Count >= 4);

    /// <summary>Paths below docs, sorted.</summary>
    private static IEnumerable<string> Pages()
    {
        var docs = Path.Combine(Repository.Root, "docs");
        return Directory.EnumerateFiles(docs, "*.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(docs, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
    }

    private static IReadOnlyList<string> ProgramsOf(string page)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", page)).ReplaceLineEndings("\n");
        return [.. Regex.Matches(text, "^```bmlp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline).Select(match => match.Groups[1].Value)];
    }
}
