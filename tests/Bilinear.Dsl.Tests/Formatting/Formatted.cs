using System.Text.RegularExpressions;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax.Formatting;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Tests.Formatting;

internal static partial class Formatted
{
    /// <summary>A text without syntax errors, formatted.</summary>
    public static string Of(string text)
    {
        var diagnostics = new DiagnosticBag();
        var formatted = Formatter.Format(new SourceText("test.bmlp", text), diagnostics);
        Assert.Empty(diagnostics.InOrder());
        return formatted!;
    }

    /// <summary>The comments of a text in their order, without the blanks at their ends. Nothing else in the language holds two slashes.</summary>
    public static IReadOnlyList<string> Comments(string text) => [.. Comment().Matches(text).Select(match => match.Value.TrimEnd())];

    [GeneratedRegex(@"//[^\r\n]*")]
    private static partial Regex Comment();
}
