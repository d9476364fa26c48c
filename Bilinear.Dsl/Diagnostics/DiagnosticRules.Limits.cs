namespace Bilinear.Dsl.Diagnostics;

public static partial class DiagnosticRules
{
    private const string Limits = "Bilinear.Limits";

    public static readonly DiagnosticRule TooManyOperators = new("BMLP5001", "A model has too many operators", Limits);
    public static readonly DiagnosticRule FileTooLarge = new("BMLP5002", "The models of a file are too large together", Limits);
    public static readonly DiagnosticRule TensorTooLarge = new("BMLP5003", "A tensor has too many elements", Limits);
    public static readonly DiagnosticRule TooManyParameters = new("BMLP5004", "A model has too many parameters", Limits);
    public static readonly DiagnosticRule BlocksTooDeep = new("BMLP5005", "Blocks nest too deep", Limits);
    public static readonly DiagnosticRule TooManyArguments = new("BMLP5006", "A header has too many arguments", Limits);
    public static readonly DiagnosticRule TooManyAxes = new("BMLP5007", "A type has too many axes", Limits);
    public static readonly DiagnosticRule SequencesNotCompiled = new("BMLP5008", "Models over sequences are checked but not compiled yet", Limits);
    public static readonly DiagnosticRule ArenaTooLarge = new("BMLP5009", "A model needs too much memory for one sample", Limits);
    public static readonly DiagnosticRule TooManyMistakes = new("BMLP5010", "A file has more mistakes than are shown", Limits);
    public static readonly DiagnosticRule FileTooLong = new("BMLP5011", "A file is too long", Limits);
}
