using Bilinear.Dsl.Binding;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Bound.Checking;
using Bilinear.Dsl.Bound.Printing;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Tests.Binding;

/// <summary>Programs through the binder, and what it says of them.</summary>
internal static class Bound
{
    /// <summary>The models of a program without a mistake.</summary>
    public static BoundFile File(string program)
    {
        var (bound, diagnostics) = Bind(program);
        Assert.True(diagnostics.Count == 0, string.Join("\n", diagnostics));
        return bound;
    }

    public static BoundModel Model(string program) => Assert.Single(File(program).Models);

    public static string Print(string program) => BoundPrinter.Print(File(program));

    /// <summary>Path and dimensions of each: <c>embed.weight 64x784</c>.</summary>
    public static IReadOnlyList<string> Parameters(BoundModel model) => [.. model.Parameters.Select(parameter => $"{parameter.Path} {string.Join("x", parameter.Dims)}")];

    public static IReadOnlyList<Diagnostic> Diagnostics(string program) => Bind(program).Diagnostics;

    /// <summary>A model from f32[8, 8] to f32[10] with this body.</summary>
    public static string WithBody(string body) => $"model M(image: f32[8, 8]) -> digit: f32[10] {{\n{body}\n}}\n";

    /// <summary>The program has one mistake: of this rule, at this text, and the message holds these words.</summary>
    /// <param name="place">The text of the span; it is looked for where the diagnostic stands.</param>
    public static void HasOneMistake(string program, DiagnosticRule rule, string place, params string[] words) =>
        HasMistakes(program, [(rule, place, words)]);

    /// <summary>The program has these mistakes and no others, in this order.</summary>
    public static void HasMistakes(string program, params (DiagnosticRule Rule, string Place, string[] Words)[] expected)
    {
        var found = Diagnostics(program);
        var all = string.Join("\n", found.Select(diagnostic => $"{diagnostic.Rule.Id} at '{Text(program, diagnostic)}': {diagnostic.Message}"));
        Assert.True(found.Count == expected.Length, $"{expected.Length} mistakes expected, found:\n{all}");
        foreach (var (diagnostic, (rule, place, words)) in found.Zip(expected))
        {
            Assert.True(diagnostic.Rule == rule, $"Expected {rule.Id} ({rule.Title}), found:\n{all}");
            Assert.True(Text(program, diagnostic) == place, $"Expected at '{place}', found:\n{all}");
            foreach (var word in words)
                Assert.Contains(word, diagnostic.Message);
        }
    }

    /// <summary>As far as the binder, and no stage after it.</summary>
    private static (BoundFile File, IReadOnlyList<Diagnostic> Diagnostics) Bind(string program)
    {
        var diagnostics = new DiagnosticBag();
        var source = new SourceText("test.bmlp", program);
        var bound = Binder.Bind(source, BmlpParser.Parse(source, diagnostics), "", diagnostics);
        BoundVerifier.Verify(bound);
        return (bound, diagnostics.InOrder());
    }

    private static string Text(string program, Diagnostic diagnostic) => program.Substring(diagnostic.Span.Start, diagnostic.Span.Length);
}
