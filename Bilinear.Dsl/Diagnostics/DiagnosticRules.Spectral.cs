namespace Bilinear.Dsl.Diagnostics;

public static partial class DiagnosticRules
{
    public static readonly DiagnosticRule NoBilinearLayerBefore = new("BMLP5101", "The layer has no bilinear layer before it", "Bilinear.Spectral");
    public static readonly DiagnosticRule GatedDecomposition = new("BMLP5102", "A gated layer cannot be decomposed", "Bilinear.Spectral");
    public static readonly DiagnosticRule DecomposedLayerUses = new("BMLP5103", "A decomposed layer must be used once", "Bilinear.Spectral");
    public static readonly DiagnosticRule SequenceDecomposition = new("BMLP5104", "A layer of several vectors cannot be decomposed", "Bilinear.Spectral");
    public static readonly DiagnosticRule UndecomposableLayer = new("BMLP5105", "The layer is of a kind that has no decomposition", "Bilinear.Spectral");
    public static readonly DiagnosticRule UndecomposableSum = new("BMLP5106", "A sum stands between the layer and its bilinear layer", "Bilinear.Spectral");
    public static readonly DiagnosticRule InputOutOfReach = new("BMLP5107", "The model's input is not a linear map away", "Bilinear.Spectral");
    public static readonly DiagnosticRule TreeObstacle = new("BMLP5108", "A tree cannot be followed to the model's input", "Bilinear.Spectral");
    public static readonly DiagnosticRule NoSuchRow = new("BMLP5109", "The layer has no such row", "Bilinear.Spectral");
    public static readonly DiagnosticRule EmptyDirection = new("BMLP5110", "A direction is of nothing", "Bilinear.Spectral");
}
