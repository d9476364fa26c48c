using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Text;

namespace Bilinear.Cli.Output;

/// <summary>One mistake of the user's, as it is shown.</summary>
/// <param name="Line"><c>file(line,col): error BMLP2002: …</c> where it has a place, else <c>error: …</c>.</param>
/// <param name="Source">The file that it stands in; null where it has no place.</param>
/// <param name="Span">The place there.</param>
internal sealed record Mistake(string Line, SourceText? Source = null, TextSpan Span = default)
{
    private const string Word = "error: ";

    /// <summary>The line without the word that begins it where it has no place.</summary>
    public string Sentence => Line.StartsWith(Word, StringComparison.Ordinal) ? Line[Word.Length..] : Line;

    /// <summary>What the compiler says of it; null of a mistake that is not the compiler's.</summary>
    public Diagnostic? Diagnostic { get; init; }

    /// <summary>The place in its file, for a terminal; null where it has none.</summary>
    public Excerpt? Excerpt => Source is null ? null : Output.Excerpt.Of(Source, Span);
}
