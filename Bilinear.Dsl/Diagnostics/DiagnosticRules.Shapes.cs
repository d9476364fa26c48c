namespace Bilinear.Dsl.Diagnostics;

public static partial class DiagnosticRules
{
    private const string Shapes = "Bilinear.Shapes";

    public static readonly DiagnosticRule StatedInput = new("BMLP3001", "A layer meets another size than it states", Shapes);
    public static readonly DiagnosticRule MissingFlatten = new("BMLP3002", "A flatten is missing", Shapes);
    public static readonly DiagnosticRule ReturnMismatch = new("BMLP3003", "What is returned is not what is declared", Shapes);
    public static readonly DiagnosticRule SumMismatch = new("BMLP3004", "The terms of a sum differ in shape", Shapes);
    public static readonly DiagnosticRule BlockMismatch = new("BMLP3005", "A value does not fit the block's input", Shapes);
    public static readonly DiagnosticRule TwoSizes = new("BMLP3006", "A layer is used at two sizes", Shapes);
    public static readonly DiagnosticRule WrongElements = new("BMLP3007", "Tokens meet floats, or floats tokens", Shapes);
    public static readonly DiagnosticRule UnevenDivision = new("BMLP3008", "A division of sizes does not come out even", Shapes);
    public static readonly DiagnosticRule SizeOverflow = new("BMLP3009", "A size does not fit in 64 bits", Shapes);
    public static readonly DiagnosticRule SizeOutOfRange = new("BMLP3010", "A size is out of range", Shapes);
    public static readonly DiagnosticRule NotASize = new("BMLP3011", "This is not a size", Shapes);
    public static readonly DiagnosticRule AttentionShape = new("BMLP3012", "Attention does not fit its input", Shapes);
    public static readonly DiagnosticRule OneClass = new("BMLP3013", "Cross-entropy needs two classes", Shapes);
    public static readonly DiagnosticRule WrongSizeLists = new("BMLP3014", "A type has the wrong lists of sizes", Shapes);
}
