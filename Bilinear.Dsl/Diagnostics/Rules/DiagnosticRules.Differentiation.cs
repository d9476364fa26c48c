using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Diagnostics;

/// <content>BMLP4xxx: operators that cannot be differentiated.</content>
public static partial class DiagnosticRules
{
    private const string Differentiation = "Bilinear.Differentiation";

    public static readonly DiagnosticRule NoDerivative = new(
        "BMLP4001", Differentiation, "An operator has no derivative",
        "Training needs the derivative of the loss by every parameter, and between this value and the loss stands an operator of the graph that has none. All operators of the language have one today, so no program leads here.");

    /// <param name="value">The name of the value that has no derivative.</param>
    /// <param name="mnemonic">The operator that computes it.</param>
    public static void ReportNoDerivative(this DiagnosticBag bag, TextSpan span, string value, string mnemonic) => bag.Add(NoDerivative, span,
        $"`{value}` is computed by {mnemonic}, which has no derivative, so what stands before it cannot be trained. Take it out of the path from the parameters to the loss.");
}
