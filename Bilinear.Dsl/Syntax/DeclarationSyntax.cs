using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Syntax;

/// <summary>What stands at the top of a file. Its span begins at its first word, after the documentation.</summary>
/// <param name="Documentation">The <c>///</c> lines before it without their slashes, joined by newlines; empty where there are none.</param>
/// <param name="Name">Its own name; of <c>train</c> and <c>decompose</c> the model's.</param>
public abstract record DeclarationSyntax(string Documentation, NameSyntax Name, TextSpan Span) : SyntaxNode(Span)
{
    /// <summary>False where a part of it could not be read, which has been reported: its name counts, its inside is not to be judged.</summary>
    public bool IsComplete { get; init; } = true;
}

/// <summary><c>block Layer(noise: noise)(x: f32[d]) -> f32[d] { … }</c></summary>
public sealed record BlockSyntax(
    string Documentation, NameSyntax Name, IReadOnlyList<ParameterSyntax> Parameters, PortSyntax Input, TensorTypeSyntax Output, BodySyntax Body, TextSpan Span)
    : DeclarationSyntax(Documentation, Name, Span);

/// <summary><c>model Digits(image: f32[8, 8]) -> digit: f32[10] { … }</c>, or <c>-> (digit: f32[10], odd: f32[2])</c></summary>
/// <param name="Outputs">One or more.</param>
public sealed record ModelSyntax(
    string Documentation, NameSyntax Name, IReadOnlyList<ParameterSyntax> Parameters, PortSyntax Input, IReadOnlyList<PortSyntax> Outputs, BodySyntax Body, TextSpan Span)
    : DeclarationSyntax(Documentation, Name, Span);

/// <summary><c>model Mnist30 = Mnist(hidden: 30)</c></summary>
public sealed record InstanceSyntax(string Documentation, NameSyntax Name, CallSyntax Base, TextSpan Span) : DeclarationSyntax(Documentation, Name, Span);

/// <summary><c>train Digits { … }</c></summary>
public sealed record TrainSyntax(string Documentation, NameSyntax Name, IReadOnlyList<EntrySyntax> Entries, TextSpan Span) : DeclarationSyntax(Documentation, Name, Span);

/// <summary><c>decompose Digits { … }</c></summary>
public sealed record DecomposeSyntax(string Documentation, NameSyntax Name, IReadOnlyList<EntrySyntax> Entries, TextSpan Span) : DeclarationSyntax(Documentation, Name, Span);

/// <summary>A declaration whose header could not be read past its name; never complete.</summary>
/// <param name="Keyword"><c>block</c>, <c>model</c>, <c>train</c> or <c>decompose</c>.</param>
public sealed record UnreadableSyntax(string Documentation, string Keyword, NameSyntax Name, TextSpan Span) : DeclarationSyntax(Documentation, Name, Span);
