using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Syntax;

/// <summary>An entry of <c>train</c> or <c>decompose</c>: <c>batch 128</c>, <c>alone</c>, <c>eigen head { … }</c>, <c>direction round: mean(0, 6)</c>.</summary>
/// <param name="Label">The name that it gives its value; null for most.</param>
/// <param name="Value">What follows the key on its line; null where nothing does.</param>
/// <param name="Block">The entries in its braces; null without braces.</param>
public sealed record EntrySyntax(NameSyntax Key, NameSyntax? Label, ValueSyntax? Value, IReadOnlyList<EntrySyntax>? Block, TextSpan Span) : SyntaxNode(Span);
