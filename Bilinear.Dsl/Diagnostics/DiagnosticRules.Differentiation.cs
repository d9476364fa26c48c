namespace Bilinear.Dsl.Diagnostics;

public static partial class DiagnosticRules
{
    public static readonly DiagnosticRule NoDerivative = new("BMLP4001", "An operator has no derivative", "Bilinear.Differentiation");
    public static readonly DiagnosticRule LayerNotCompiled = new("BMLP4002", "A layer is checked but not compiled yet", "Bilinear.Differentiation");
}
