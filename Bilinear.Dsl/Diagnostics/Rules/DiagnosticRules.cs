using System.Reflection;

namespace Bilinear.Dsl.Diagnostics;

/// <summary>
/// Every rule of the compiler, one file a range: each with its id, title and description, and below it the methods that word its
/// messages. Ids are never reused; a rule that is retired keeps its page.
/// </summary>
public static partial class DiagnosticRules
{
    /// <summary>All of them, by id: what the pages under docs/diagnostics and the host's descriptors are held against.</summary>
    public static IReadOnlyList<DiagnosticRule> All =>
        [.. typeof(DiagnosticRules).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(rule => rule.GetValue(null)).OfType<DiagnosticRule>().OrderBy(rule => rule.Id, StringComparer.Ordinal)];
}
