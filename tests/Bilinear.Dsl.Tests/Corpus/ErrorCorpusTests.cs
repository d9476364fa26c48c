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
        var (expected, found) = Compare(path);
        if (expected.Count > 0 && expected.Count == found.Count && expected.ToHashSet().SetEquals(found))
            return;
        if (Environment.GetEnvironmentVariable("BILINEAR_ACCEPT") != "1" || found.Count == 0)
            Assert.Fail($"{program} is marked otherwise than it is reported.\n{List("Not reported", expected.Except(found))}{List("Not marked", found.Except(expected))}");

        Annotate(path, found);
        Annotate(path, Compare(path).Found);   // messages speak of lines, and marks move lines
    }

    private static (IReadOnlyList<Annotation> Expected, IReadOnlyList<Annotation> Found) Compare(string path)
    {
        var source = new SourceText(Path.GetFileName(path), File.ReadAllText(path));
        var found = new BmlpCompilation(source).Diagnostics.Select(diagnostic => Annotation.Of(diagnostic, source));
        return ([.. Annotation.ReadAll(source)], [.. found]);
    }

    private static string List(string title, IEnumerable<Annotation> annotations) =>
        string.Concat(annotations.Select(annotation => $"{title}, under line {annotation.Line}:\n{annotation.Print()}\n"));

    private static void Annotate(string path, IReadOnlyList<Annotation> found)
    {
        var source = new SourceText(path, File.ReadAllText(path));
        var lines = Enumerable.Range(0, source.LineCount)
            .Where(line => !Annotation.IsAnnotation(source.Line(line)))
            .SelectMany(line => (IEnumerable<string>)[source.Line(line), .. found.Where(annotation => annotation.Line == line + 1).Select(annotation => annotation.Print())]);
        File.WriteAllText(path, string.Join("\n", lines));
    }
}
