using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Bilinear.Generators.Tests.Harness;

/// <summary>Roslyn objects that would keep a whole compilation alive, or make equality a matter of reference, must not flow through the pipeline.</summary>
internal static class BannedObjects
{
    private static readonly Type[] Banned = [typeof(Compilation), typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(Location), typeof(Diagnostic), typeof(AdditionalText)];

    public static void AssertNoneIn(GeneratorRunResult result)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var step in GeneratorRun.StepNames)
        {
            // A step that nothing flowed through is not there.
            foreach (var (value, _) in result.TrackedSteps.GetValueOrDefault(step, []).SelectMany(run => run.Outputs))
                Visit(value, step, seen);
        }
    }

    private static void Visit(object? value, string path, HashSet<object> seen)
    {
        if (value is null || value is string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
            return;
        Assert.False(Array.Exists(Banned, type => type.IsInstanceOfType(value)), $"{path} holds a {value.GetType()}.");
        Assert.False(value is Dsl.Syntax.SyntaxNode or Dsl.Bound.BoundModel, $"{path} holds a {value.GetType()}: trees end in Compile.");
        if (value is IEnumerable items)
        {
            foreach (var item in items)
                Visit(item, path + "[]", seen);
        }
        foreach (var field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            Visit(field.GetValue(value), $"{path}.{field.Name}", seen);
    }
}
