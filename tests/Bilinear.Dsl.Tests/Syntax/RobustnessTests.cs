using System.Globalization;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax;
using Bilinear.Dsl.Syntax.Formatting;
using Bilinear.Dsl.Syntax.Printing;
using Bilinear.Dsl.Text;

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

    public static TheoryData<string, string, string> Declarations => new()
    {
        { "models", "", "model M#(x: f32[4]) -> y: f32[2] {\n h = linear(2)\n return x |> h\n}\n" },
        { "models with a mistake", "", "model M#(x: f32[4]) -> y: f32[2] {\n h = linear(2)\n return x |> g\n}\n" },
        { "models of one name", "", "model M(x: f32[4]) -> y: f32[2] {\n h = linear(2)\n return x |> h\n}\n" },
        { "blocks", "", "block B#(x: f32[d]) -> f32[d] {\n h = linear(d)\n return x |> h\n}\n" },
        { "instances", "model M(n: dim)(x: f32[4]) -> y: f32[2] {\n h = linear(2)\n return x |> h\n}\n", "model M# = M(n: #)\n" },
        { "instances of nothing", "", "model M# = N(n: 3)\n" },
        { "train blocks", "", "train M {\n epochs 3\n}\n" },
        { "layers", "model M(x: f32[4]) -> y: f32[4] {\n", "h# = linear(4)\n" },
        { "words", "", "foo bar " },
    };

    public static TheoryData<string, string, string, string> Layouts => new()
    {
        { "values", "block A(x: f32[d]) -> f32[d] {\n", " a = x\n", " return a\n}\n" },
        { "layers", "model M(x: f32[4]) -> y: f32[4] {\n", " h# = linear(4)\n", " return x\n}\n" },
        { "a long sum", "block A(x: f32[d]) -> f32[d] {\n return x", " + x", "\n}\n" },
        { "a sum on many lines", "block A(x: f32[d]) -> f32[d] {\n return x", "\n    + x", "\n}\n" },
        { "a long pipe", "block A(x: f32[d]) -> f32[d] {\n return x", " |> a", "\n}\n" },
        { "a long size", "block A(x: f32[d", " + 1", "]) -> f32[d] {\n return x\n}\n" },
        { "a long list", "train A {\n a [1", ", 1", "]\n}\n" },
        { "a long direction", "decompose A {\n eigen head {\n  direction 1", " + 1", "\n }\n}\n" },
        { "a long path", "namespace a", ".a", "\n" },
        { "entries", "train A {\n", "  epochs 3\n", "}\n" },
        { "entries in braces", "decompose A {\n", "  eigen head {\n    keep 3\n  }\n", "}\n" },
        { "parameters", "block A(", "a: dim, ", "b: dim)(x: f32[d]) -> f32[d] {\n return x\n}\n" },
        { "trailing comments", "block A(x: f32[d]) -> f32[d] {\n", "  a = x  // c\n", " return a\n}\n" },
        { "comments", "", "// c\n", "" },
        { "comments in a sum", "block A(x: f32[d]) -> f32[d] {\n return x", "  // c\n    + x", "\n}\n" },
        { "blocks", "", "block B#(x: f32[d]) -> f32[d] {\n return x\n}\n", "" },
        { "instances", "", "model M# = M(n: 3)\n", "" },
        { "empty lines", "block A(x: f32[d]) -> f32[d] {\n", "\n", " return x\n}\n" },
    };

    /// <summary>A layout that looked at the whole column, or copied the whole line, for each of its parts took minutes.</summary>
    [Theory]
    [MemberData(nameof(Layouts))]
    public void ALongFileIsLaidOut(string what, string before, string repeated, string after)
    {
        const int Long = 1_000_000;
        var text = before + string.Concat(Enumerable.Range(0, Long / repeated.Length).Select(i => repeated.Replace("#", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))) + after;
        var watch = new ProcessorWatch();

        var formatted = Formatter.Format(new SourceText("long.bmlp", text), new DiagnosticBag());

        Assert.True(watch.Elapsed < 2 * Limit, $"{what}: {watch.Elapsed}");
        Assert.NotNull(formatted);
    }

    /// <summary>A long line moves the comments of those below it: how long they become is known before any of it is written.</summary>
    [Fact]
    public void ALayoutThatWouldBeTooLongIsNotWritten()
    {
        const int Half = 500_000;
        const int PerCharacter = 2_000;
        var text = $"block A(x: f32[d]) -> f32[d] {{\n a = x{string.Concat(Enumerable.Repeat(" + x", Half / 4))} // c\n"
            + $"{string.Concat(Enumerable.Repeat(" a = x // c\n", Half / 12))} return a\n}}\n";
        var diagnostics = new DiagnosticBag();
        var before = GC.GetAllocatedBytesForCurrentThread();

        var formatted = Formatter.Format(new SourceText("wide.bmlp", text), diagnostics);

        Assert.Null(formatted);
        Assert.Equal(DiagnosticRules.FileTooLong, Assert.Single(diagnostics.InOrder()).Rule);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, PerCharacter * (long)text.Length);
    }

    [Theory]
    [MemberData(nameof(Declarations))]
    public void ManyDeclarationsAreCheckedToTheEnd(string what, string before, string repeated)
    {
        var text = before + string.Concat(Enumerable.Range(0, Characters / repeated.Length).Select(i => repeated.Replace("#", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)));
        var watch = new ProcessorWatch();

        var found = new BmlpCompilation(new SourceText("many.bmlp", text)).Diagnostics;

        Assert.True(watch.Elapsed < Limit, $"{what}: {watch.Elapsed}");
        Assert.InRange(found.Count, 0, DiagnosticBag.MostMistakes + 1);
    }

    /// <summary>Each model costs a graph and schedules, however small it is: thousands in one file once took a minute.</summary>
    [Fact]
    public void ThousandsOfSmallModelsAreTooMuchForAFile()
    {
        var models = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"model M{i}(x: f32[4]) -> y: f32[2] {{\n h = linear(2)\n return x |> h\n}}\n"));
        var watch = new ProcessorWatch();

        var compilation = new BmlpCompilation(new SourceText("models.bmlp", models));

        Assert.Equal(DiagnosticRules.FileTooLarge, Assert.Single(compilation.Diagnostics).Rule);
        Assert.InRange(compilation.Bound.Models.Count, 1_000, 2_000);
        Assert.True(watch.Elapsed < Limit, $"{watch.Elapsed}");
    }

    public static TheoryData<string, string> LargestFiles => new()
    {
        { "layers of every part", Repeated("glu(2, gate: silu, bias: true, noise: token(0.1))") },
        { "bilinear layers", Repeated("bilinear(2)") },
        { "linear layers", Repeated("linear(2)") },
        { "norms", Repeated("rmsnorm(gain: true)") },
        { "one layer", Twice(" l = linear(2)\n return x" + string.Concat(Enumerable.Repeat(" |> l", 1_900))) },
        { "sums", Twice(" return x" + string.Concat(Enumerable.Repeat(" + x", 1_900))) },
        { "values", Twice(" l = linear(2)\n" + string.Concat(Enumerable.Range(0, 900).Select(i => $" a{i} = x |> l\n")) + " return " + string.Join(" + ", Enumerable.Range(0, 900).Select(i => $"a{i}"))) },
        { "models", string.Concat(Enumerable.Range(0, 1_200).Select(i => $"model M{i}(x: f32[4]) -> y: f32[2] {{\n h = linear(2)\n return x |> h\n}}\n")) },
        { "decompositions", Twice(" s = repeat 1900 bilinear(2)\n h = linear(2)\n return x |> s |> h") + "decompose A {\n tree h\n eigen h\n svd s.1899\n}\n" },
    };

    private static string Repeated(string layer) => Twice($" s = repeat 1900 {layer}\n return x |> s");

    private static string Twice(string body) =>
        $"model A(x: f32[2]) -> y: f32[2] {{\n{body}\n}}\nmodel B(x: f32[2]) -> y: f32[2] {{\n{body}\n}}\n";

    /// <summary>
    /// What the limits allow is checked in a second or two: a repeat of 83 characters once took 8 s, and 21 of them in a file
    /// minutes. Time is nearly all memory here, and memory is the same on every machine.
    /// </summary>
    [Theory]
    [MemberData(nameof(LargestFiles))]
    public void TheLargestFilesAreCheckedInAMoment(string what, string text)
    {
        const long Most = 2_000_000_000;
        var before = GC.GetAllocatedBytesForCurrentThread();

        var found = new BmlpCompilation(new SourceText("large.bmlp", text)).Diagnostics;

        Assert.Empty(found);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < Most, $"{what}: {allocated} bytes");
    }

    /// <summary>A mistake that nobody will read costs nothing: 400 KB of them in one line once took 30 GB.</summary>
    [Theory]
    [InlineData("$ # ")]
    [InlineData("/* */ ")]
    [InlineData("model\n")]
    public void MistakesThatAreNotShownTakeNoMemory(string repeated)
    {
        const int PerCharacter = 500;
        var text = string.Concat(Enumerable.Repeat(repeated, Characters / repeated.Length));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var found = new BmlpCompilation(new SourceText("wrong.bmlp", text)).Diagnostics;

        Assert.Equal(DiagnosticBag.MostMistakes + 1, found.Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, PerCharacter * (long)text.Length);
    }

    [Theory]
    [InlineData("$ # ")]
    [InlineData("model M(x: f32[4]) -> y: f32[4] {\n return x\n}\n")]
    [InlineData(" ")]
    public void AFileThatIsTooLongIsOneMistake(string repeated)
    {
        var text = string.Concat(Enumerable.Repeat(repeated, (BmlpParser.LongestFile / repeated.Length) + 1));

        var compilation = new BmlpCompilation(new SourceText("long.bmlp", text));

        Assert.Equal(DiagnosticRules.FileTooLong, Assert.Single(compilation.Diagnostics).Rule);
        Assert.Empty(compilation.Bound.Models);
        Assert.Null(Formatter.Format(compilation.Source, new DiagnosticBag()));
    }

    [Theory]
    [MemberData(nameof(Troubles))]
    public void TroubleIsReadToTheEnd(string trouble, string before, string repeated)
    {
        var text = before + string.Concat(Enumerable.Repeat(repeated, Characters / repeated.Length));
        var watch = new ProcessorWatch();

        var parsed = Parsed.Of(text);
        _ = parsed.Canonical;
        _ = SyntaxPrinter.Print(parsed.File);

        Assert.True(watch.Elapsed < Limit, $"{trouble}: {watch.Elapsed}");
        Assert.DoesNotContain(parsed.Diagnostics, diagnostic => diagnostic.Span.Start < 0 || diagnostic.Span.Length < 0 || diagnostic.Span.End > text.Length);
    }
}
