using Bilinear.Dsl.Ir;

namespace Bilinear.Dsl.Diagnostics;

/// <summary>What cannot be differentiated.</summary>
public sealed partial class DiagnosticBag
{
    public void ReportNoDerivative(Value value) => Add(DiagnosticRules.NoDerivative, value.Origin.Span,
        $"`{value.Name}` is computed by {value.Operator.Mnemonic}, which has no derivative, so what stands before it cannot be trained. Take it out of the path from the parameters to the loss.");
}
