using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Diagnostics;

/// <summary>
/// Gathers the mistakes of one file. Every message of the compiler is worded in a part of this class, one method each;
/// so a caller names the mistake and its place, and nothing else.
/// </summary>
public sealed partial class DiagnosticBag
{
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly HashSet<(DiagnosticRule, TextSpan)> _places = [];

    public int Count => _diagnostics.Count;

    /// <summary>In the order of the file; at one place, in the order of reporting.</summary>
    public IReadOnlyList<Diagnostic> InOrder() => [.. _diagnostics.OrderBy(diagnostic => diagnostic.Span.Start)];

    /// <summary>Takes over what another bag has gathered.</summary>
    public void AddAll(DiagnosticBag other)
    {
        foreach (var diagnostic in other._diagnostics)
            Add(diagnostic.Rule, diagnostic.Span, diagnostic.Message);
    }

    /// <summary>One mistake has one place: a block that is wrong at each of its uses is wrong once, and the first message stays.</summary>
    private void Add(DiagnosticRule rule, TextSpan span, string message)
    {
        if (_places.Add((rule, span)))
            _diagnostics.Add(new Diagnostic(rule, span, message));
    }
}
