using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Hosting;
using Microsoft.CodeAnalysis;

namespace Bilinear.Generators.Diagnostics;

/// <summary>
/// Roslyn's descriptors for the language's rules and the host's. The rules are the one table; a test keeps it and the pages
/// under docs/diagnostics in step.
/// </summary>
public static class DiagnosticDescriptors
{
    private static readonly Dictionary<string, DiagnosticDescriptor> Table =
        All.ToDictionary(rule => rule.Id, Describe, StringComparer.Ordinal);

    /// <summary>Every rule, in the order of its id.</summary>
    public static IEnumerable<DiagnosticRule> All =>
        HostRules.All.Concat(DiagnosticRules.All).OrderBy(rule => rule.Id, StringComparer.Ordinal);

    public static DiagnosticDescriptor ById(string id) => Table[id];

    private static DiagnosticDescriptor Describe(DiagnosticRule rule) => new(
        rule.Id,
        rule.Title,
        "{0}",
        rule.Category,
        rule.IsWarning ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        rule.Description,
        rule.HelpLink,
        // A mistake that could be switched off would leave a class that throws when it is used.
        customTags: rule.IsWarning ? [] : [WellKnownDiagnosticTags.NotConfigurable]);
}
