using Bilinear.Data;
using Bilinear.Spectral;

namespace Bilinear.Reports;

/// <summary>What the data of training called inputs and classes, for everything that shows a decomposition.</summary>
internal static class NamedOutputs
{
    /// <summary>The names of so many inputs; none where they are not known, or these are no inputs of the model.</summary>
    public static IReadOnlyList<string> InputNames(this Decomposition decomposition, int inputs) =>
        decomposition.Provenance?.Schema is { Columns.Count: > 0 } schema && schema.InputNames is { } names && names.Count == inputs && decomposition.Model.Inputs[0].Count == inputs ? names : [];

    /// <summary><c>setosa</c> for a class of the model's one output, where it has a name; its number otherwise.</summary>
    public static string ClassName(this Decomposition decomposition, int output) =>
        decomposition is { Model.Outputs: [_], Provenance.Schema: { } schema } ? schema.ClassName(output) : $"{output}";

    /// <summary>The class of a sample, by the name that its data have for it.</summary>
    public static string ClassName(this DataSet data, int label) => data.Schema?.ClassName(label) ?? $"{label}";
}
