using Bilinear.Dsl.Text;

namespace Bilinear.Cli.Output;

/// <summary>One mistake of the user's, as it is shown.</summary>
/// <param name="Line"><c>file(line,col): error BMLP2002: …</c> where it has a place, else <c>error: …</c>.</param>
/// <param name="Source">The file that it stands in; null where it has no place.</param>
/// <param name="Span">The place there.</param>
internal sealed record Mistake(string Line, SourceText? Source = null, TextSpan Span = default)
{
    /// <summary>The place in its file, for a terminal; null where it has none.</summary>
    public Excerpt? Excerpt => Source is null ? null : Output.Excerpt.Of(Source, Span);
}
