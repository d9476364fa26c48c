using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Diagnostics;

/// <summary>A mistake in a <c>.bmlp</c> file: what, where, and how to mend it.</summary>
public sealed record Diagnostic(DiagnosticRule Rule, TextSpan Span, string Message)
{
    public override string ToString() => $"{Rule.Id} {Span}: {Message}";
}
