namespace Bilinear.Cli.Output;

/// <summary>One mistake of the user's, as it is shown.</summary>
/// <param name="Line"><c>file(line,col): error BMLP2002: …</c> where it has a place, else <c>error: …</c>.</param>
/// <param name="Excerpt">The place in its file, for a terminal; null where it has none.</param>
internal sealed record Mistake(string Line, Excerpt? Excerpt = null);
