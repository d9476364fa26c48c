using Bilinear.Dsl.Binding;
using Bilinear.Dsl.Ir;

namespace Bilinear.Dsl.Diagnostics;

/// <summary>What cannot be turned into a graph, or differentiated.</summary>
public sealed partial class DiagnosticBag
{
    public void ReportNoDerivative(Value value) => Add(DiagnosticRules.NoDerivative, value.Origin.Span,
        $"`{value.Name}` is computed by {value.Operator.Mnemonic}, which has no derivative, so what stands before it cannot be trained. Take it out of the path from the parameters to the loss.");

    public void ReportLayerNotCompiled(BoundLayer layer) => Add(DiagnosticRules.LayerNotCompiled, layer.Span,
        $"`{layer.Path}` is {(layer is BoundEmbedding ? "an embedding" : "an attention")}: such a layer is read and checked, but this version cannot compile it yet. Models over tokens need a later version; build this file without it.");
}
