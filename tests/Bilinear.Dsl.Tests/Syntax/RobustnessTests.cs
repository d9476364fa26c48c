using System.Diagnostics;
using Bilinear.Dsl.Syntax.Printing;

namespace Bilinear.Dsl.Tests.Syntax;

/// <summary>A quarter of a million characters of one kind of trouble each: read to the end in time linear in the length, every place inside the file.</summary>
public sealed class RobustnessTests
{
    private const int Characters = 250_000;

    // Ten times what the slowest takes; a quadratic reader would need minutes.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static TheoryData<string, string, string> Troubles => new()
    {
        { "opening brackets", "block A", "(" },
        { "closing brackets", "block A {", ")" },
        { "closing braces", "block A {", "}" },
        { "brackets of all kinds", "block A {", "([}" },
        { "statements in brackets", "block A {\n", "x = ((\n" },
        { "a long pipe", "block A(x: f32[d]) -> f32[d] {\n return x", " |> a" },
        { "a long sum", "block A(x: f32[d]) -> f32[d] {\n return x", " + x" },
        { "a long size", "block A(x: f32[d", "+1" },
        { "a long number", "block A(x: f32[", "9" },
        { "a long name", "block ", "a" },
        { "a long path", "namespace a", ".a" },
        { "a long list", "train A {\n a [", "1," },
        { "unknown characters", "", "$ # " },
        { "NUL", "", "\0" },
        { "halves of surrogates", "", "\uD800 " },
        { "wrong entries", "train A {\n", "a 1 2\n" },
        { "declarations without names", "", "model\n" },
        { "misspelled declarations", "", "modle a(\n" },
        { "block comments", "", "/*" },
        { "documentation", "", "///\n" },
        { "signs", "train A {\n a ", "-" },
        { "points", "train A {\n a 1", ".." },
        { "nested entries", "train A {\n", "a {" },
        { "many parameters", "block A(", "a: dim, " },
        { "carriage returns", "", "\r" },
    };

    [Theory]
    [MemberData(nameof(Troubles))]
    public void TroubleIsReadToTheEnd(string trouble, string before, string repeated)
    {
        var text = before + string.Concat(Enumerable.Repeat(repeated, Characters / repeated.Length));
        var watch = Stopwatch.StartNew();

        var parsed = Parsed.Of(text);
        _ = parsed.Canonical;
        _ = SyntaxPrinter.Print(parsed.File);

        Assert.True(watch.Elapsed < Limit, $"{trouble}: {watch.Elapsed}");
        Assert.DoesNotContain(parsed.Diagnostics, diagnostic => diagnostic.Span.Start < 0 || diagnostic.Span.Length < 0 || diagnostic.Span.End > text.Length);
    }
}
