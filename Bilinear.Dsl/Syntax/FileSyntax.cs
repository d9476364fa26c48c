using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Syntax;

/// <summary>One <c>.bmlp</c> file.</summary>
public sealed record FileSyntax(LanguageSyntax? Language, NamespaceSyntax? Namespace, IReadOnlyList<DeclarationSyntax> Declarations, TextSpan Span) : SyntaxNode(Span);

/// <summary><c>language 1</c></summary>
public sealed record LanguageSyntax(NumberSyntax Version, TextSpan Span) : SyntaxNode(Span);

/// <summary><c>namespace Examples.Digits</c></summary>
public sealed record NamespaceSyntax(PathSyntax Name, TextSpan Span) : SyntaxNode(Span);
