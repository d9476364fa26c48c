namespace Bilinear.Dsl.Diagnostics;

public static partial class DiagnosticRules
{
    private const string Syntax = "Bilinear.Syntax";

    public static readonly DiagnosticRule UnexpectedText = new("BMLP1001", "Something else was expected here", Syntax);
    public static readonly DiagnosticRule MissingText = new("BMLP1002", "Something is missing after this", Syntax);
    public static readonly DiagnosticRule UnknownCharacter = new("BMLP1003", "The language does not use this character", Syntax);
    public static readonly DiagnosticRule MalformedNumber = new("BMLP1004", "This is not a number", Syntax);
    public static readonly DiagnosticRule NumberTooLarge = new("BMLP1005", "A number is too large", Syntax);
    public static readonly DiagnosticRule NameTooLong = new("BMLP1006", "A name is too long", Syntax);
    public static readonly DiagnosticRule ReservedName = new("BMLP1007", "A reserved word cannot be a name", Syntax);
    public static readonly DiagnosticRule BlockComment = new("BMLP1008", "A comment begins with two slashes", Syntax);
    public static readonly DiagnosticRule Unclosed = new("BMLP1009", "A bracket is never closed", Syntax);
    public static readonly DiagnosticRule NothingToClose = new("BMLP1010", "A closing bracket closes nothing", Syntax);
    public static readonly DiagnosticRule WrongClosing = new("BMLP1011", "A bracket is closed by another kind", Syntax);
    public static readonly DiagnosticRule NestingTooDeep = new("BMLP1012", "Brackets nest too deep", Syntax);
    public static readonly DiagnosticRule ExpectedDeclaration = new("BMLP1013", "A declaration was expected here", Syntax);
    public static readonly DiagnosticRule TextAfterEnd = new("BMLP1014", "A declaration begins on a line of its own", Syntax);
    public static readonly DiagnosticRule MisspelledKeyword = new("BMLP1015", "A declaration begins with an unknown word", Syntax);
    public static readonly DiagnosticRule CallInFlow = new("BMLP1016", "A flow names layers and declares none", Syntax);
    public static readonly DiagnosticRule NewerLanguage = new("BMLP1017", "The file is written in a newer language", Syntax);
    public static readonly DiagnosticRule NoSuchLanguage = new("BMLP1018", "There is no such language version", Syntax);
    public static readonly DiagnosticRule LanguageNotFirst = new("BMLP1019", "The language line is not the first", Syntax);
    public static readonly DiagnosticRule SecondNamespace = new("BMLP1020", "A file has one namespace", Syntax);
    public static readonly DiagnosticRule LateNamespace = new("BMLP1021", "The namespace stands before the declarations", Syntax);
    public static readonly DiagnosticRule SumAfterPipe = new("BMLP1022", "A sum after a pipe needs parentheses", Syntax);
}
