namespace Bilinear.Dsl.Diagnostics;

public static partial class DiagnosticRules
{
    private const string Values = "Bilinear.Values";

    public static readonly DiagnosticRule UnknownArgument = new("BMLP2101", "There is no such argument", Values);
    public static readonly DiagnosticRule DuplicateArgument = new("BMLP2102", "An argument is given twice", Values);
    public static readonly DiagnosticRule MissingArgument = new("BMLP2103", "An argument is missing", Values);
    public static readonly DiagnosticRule ArgumentWithoutName = new("BMLP2104", "An argument is given without its name", Values);
    public static readonly DiagnosticRule WrongValue = new("BMLP2105", "A value has the wrong type", Values);
    public static readonly DiagnosticRule OutOfRange = new("BMLP2106", "A number is out of range", Values);
    public static readonly DiagnosticRule UnknownEntry = new("BMLP2107", "There is no such entry", Values);
    public static readonly DiagnosticRule DuplicateEntry = new("BMLP2108", "An entry is given twice", Values);
    public static readonly DiagnosticRule MalformedEntry = new("BMLP2109", "An entry lacks its value, or has too much", Values);
    public static readonly DiagnosticRule UnknownChoice = new("BMLP2110", "There is no such choice", Values);
    public static readonly DiagnosticRule ContradictoryEntries = new("BMLP2111", "Entries contradict each other", Values);
    public static readonly DiagnosticRule MalformedDirection = new("BMLP2112", "A direction is no sum of rows and means", Values);
}
