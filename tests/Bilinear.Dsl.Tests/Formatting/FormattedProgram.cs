using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Tests.Formatting;

/// <summary>What formatting promises of any program.</summary>
internal static class FormattedProgram
{
    public static void Check(string program)
    {
        var formatted = Formatted.Of(program);
        var (before, after) = (Compiled(program), Compiled(formatted));

        Assert.Equal(formatted, Formatted.Of(formatted));
        Assert.Equal(before.CanonicalText, after.CanonicalText);
        Assert.Equal(before.Print(Stage.Bound), after.Print(Stage.Bound));
        Assert.Equal(before.Diagnostics.Count, after.Diagnostics.Count);
        Assert.Equal(Formatted.Comments(program), Formatted.Comments(formatted));
        Assert.DoesNotContain(formatted.Split('\n'), line => line.TrimEnd('\r').EndsWith(' '));
    }

    private static BmlpCompilation Compiled(string program) => new(new SourceText("test.bmlp", program));
}
