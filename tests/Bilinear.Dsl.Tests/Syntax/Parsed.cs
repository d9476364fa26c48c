using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax;
using Bilinear.Dsl.Syntax.Printing;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Tests.Syntax;

/// <summary>A text after the first stage.</summary>
internal sealed record Parsed(string Text, FileSyntax File, IReadOnlyList<Diagnostic> Diagnostics)
{
    public static Parsed Of(string text)
    {
        var diagnostics = new DiagnosticBag();
        var file = BmlpParser.Parse(new SourceText("test.bmlp", text), diagnostics);
        return new Parsed(text, file, diagnostics.InOrder());
    }

    /// <summary>A text in which nothing is wrong.</summary>
    public static FileSyntax Right(string text)
    {
        var parsed = Of(text);
        Assert.Empty(parsed.Diagnostics);
        return parsed.File;
    }

    public string Canonical => CanonicalText.Print(File);

    public string TextOf(SyntaxNode node) => Text.Substring(node.Span.Start, node.Span.Length);
}
