namespace Bilinear.Dsl.Diagnostics;

public static partial class DiagnosticRules
{
    public static readonly DiagnosticRule NoDerivative = new("BMLP4001", "An operator has no derivative", "Bilinear.Differentiation");
}
