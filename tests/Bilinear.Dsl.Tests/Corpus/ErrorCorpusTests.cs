using Bilinear.Dsl.Text;
using Bilinear.Testing;

namespace Bilinear.Dsl.Tests.Corpus;

/// <summary>Wrong programs: each says under its lines what the compiler has to say, and the compiler says that and no more.</summary>
public sealed class ErrorCorpusTests
{
    private static string Folder => Path.Combine(Repository.Corpus, "errors");

    public static TheoryData<string> Programs =>
        [.. Directory.GetFiles(Folder, "*.bmlp").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Fact]
    public void ThereAreAtLeastFifty() => Assert.True(Programs.Count >= 50, $"There are {Programs.Count} wrong programs.");

    [Theory]
    [MemberData(nameof(Programs))]
    public void EachErrorIsReportedWhereItIsMarked(string program)
    {
        var path = Path.Combine(Folder, program);
        var source = new SourceText(program, File.ReadAllText(path));
        var expected = Annotation.ReadAll(source).ToList();
        var found = new BmlpCompilation(source).Diagnostics.Select(diagnostic => Annotation.Of(diagnostic, source)).ToList();
        if (expected.Count > 0 && expected.ToHashSet().SetEquals(found) && expected.Count == found.Count)
            return;

        if (Environment.GetEnvironmentVariable("BILINEAR_ACCEPT") == "1" && found.Count > 0)
            Annotate(path, source, found);
        else
            Assert.Fail($"{program} is marked otherwise than it is reported.\n{List("Not reported", expected.Except(found))}{List("Not marked", found.Except(expected))}");
    }

    private static string List(string title, IEnumerable<Annotation> annotations) =>
        string.Concat(annotations.Select(annotation => $"{title}, under line {annotation.Line}:\n{annotation.Print()}\n"));

    private static void Annotate(string path, SourceText source, IReadOnlyList<Annotation> found)
    {
        var lines = Enumerable.Range(0, source.LineCount)
            .Where(line => !Annotation.IsAnnotation(source.Line(line)))
            .SelectMany(line => (IEnumerable<string>)[source.Line(line), .. found.Where(annotation => annotation.Line == line + 1).Select(annotation => annotation.Print())]);
        File.WriteAllText(path, string.Join("\n", lines));
    }
}
