using Bilinear.Cli.Output;
using Bilinear.Dsl;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Text;

namespace Bilinear.Cli.Compiling;

/// <summary>A <c>.bmlp</c> file on disk as the compiler takes it, and its mistakes as lines.</summary>
internal static class SourceFile
{
    /// <exception cref="InputException">It cannot be read.</exception>
    public static BmlpCompilation Open(string path)
    {
        try
        {
            return new BmlpCompilation(new SourceText(path, File.ReadAllText(path)));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {problem.Message}");
        }
    }

    /// <summary><c>digits.bmlp(9,47): error BMLP2002: There is no layer `haed`. Did you mean `head`?</c></summary>
    public static string Line(SourceText source, Diagnostic diagnostic)
    {
        var place = source.PositionOf(diagnostic.Span.Start);
        return $"{source.Path}({place.Line + 1},{place.Column + 1}): error {diagnostic.Rule.Id}: {diagnostic.Message}";
    }

    /// <summary>All mistakes of a file, a line each.</summary>
    public static InputException Mistakes(SourceText source, IEnumerable<Diagnostic> diagnostics) =>
        new([.. diagnostics.Select(diagnostic => Line(source, diagnostic))]);
}
