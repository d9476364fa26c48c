using Bilinear.Dsl.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Bilinear.Generators.Diagnostics;

/// <summary>
/// Roslyn's descriptors for the language's rules, and for the few mistakes that only the host can see. The rules are the
/// one table; a test keeps it, AnalyzerReleases and the pages under docs/diagnostics in step.
/// </summary>
public static class DiagnosticDescriptors
{
    /// <summary>A file that the compiler could not read.</summary>
    public static readonly DiagnosticRule Unreadable = new("BMLP0001", "The file cannot be read", "Bilinear.Host");

    /// <summary>One qualified model name in two files.</summary>
    public static readonly DiagnosticRule DuplicateAcrossFiles = new("BMLP0002", "Two files declare one model", "Bilinear.Host");

    /// <summary>A model whose class could not have its members.</summary>
    public static readonly DiagnosticRule NameOfAMember = new("BMLP0003", "A model is named as a member of its class", "Bilinear.Host");

    /// <summary>The compiler itself failed.</summary>
    public static readonly DiagnosticRule Internal = new("BMLP9001", "The Bilinear compiler failed", "Bilinear.Internal");

    private static readonly Dictionary<string, DiagnosticDescriptor> Table =
        All.ToDictionary(rule => rule.Id, Describe, StringComparer.Ordinal);

    /// <summary>Every rule, in the order of its id.</summary>
    public static IEnumerable<DiagnosticRule> All =>
        new[] { Unreadable, DuplicateAcrossFiles, NameOfAMember, Internal }.Concat(DiagnosticRules.All).OrderBy(rule => rule.Id, StringComparer.Ordinal);

    public static DiagnosticDescriptor ById(string id) => Table[id];

    private static DiagnosticDescriptor Describe(DiagnosticRule rule) => new(
        rule.Id,
        rule.Title,
        "{0}",
        rule.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);
}
