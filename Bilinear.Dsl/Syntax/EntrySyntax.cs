using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Syntax;

/// <summary>An entry of <c>train</c> or <c>decompose</c>: <c>batch 128</c>, <c>alone</c>, <c>eigen head { … }</c>.</summary>
/// <param name="Value">What follows the key on its line; null where nothing does.</param>
/// <param name="Block">The entries in its braces; null without braces.</param>
public sealed record EntrySyntax(NameSyntax Key, ValueSyntax? Value, IReadOnlyList<EntrySyntax>? Block, TextSpan Span) : SyntaxNode(Span);
