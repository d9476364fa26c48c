using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Diagnostics;

/// <summary>What cannot be differentiated.</summary>
public sealed partial class DiagnosticBag
{
    /// <param name="value">The name of the value that has no derivative.</param>
    /// <param name="mnemonic">The operator that computes it.</param>
    public void ReportNoDerivative(TextSpan span, string value, string mnemonic) => Add(DiagnosticRules.NoDerivative, span,
        $"`{value}` is computed by {mnemonic}, which has no derivative, so what stands before it cannot be trained. Take it out of the path from the parameters to the loss.");
}
