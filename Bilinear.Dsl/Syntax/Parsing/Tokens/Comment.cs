using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Syntax.Parsing.Tokens;

/// <summary>A comment, from its slashes to the end of its line.</summary>
/// <param name="Before">The token that comes next; the number of tokens after the last.</param>
/// <param name="StartsLine">False where a token stands before it on its line.</param>
internal readonly record struct Comment(TextSpan Span, int Before, bool StartsLine);
