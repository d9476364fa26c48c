using Bilinear.Dsl.Text;
using static Bilinear.Dsl.Diagnostics.Rules.Wording;

namespace Bilinear.Dsl.Diagnostics;

/// <content>BMLP1xxx: mistakes in the text itself.</content>
public static partial class DiagnosticRules
{
    private const string Syntax = "Bilinear.Syntax";

    public static readonly DiagnosticRule UnexpectedText = new(
        "BMLP1001", Syntax, "Something else was expected here",
        "The text does not follow the grammar here. The message says what could stand in this place and what does.");

    public static void ReportUnexpectedText(this DiagnosticBag bag, TextSpan span, string expected, string found) =>
        bag.Add(UnexpectedText, span, $"Expected {expected}, but found {Quote(found)}.");

    public static void ReportLayerWithoutParentheses(this DiagnosticBag bag, TextSpan span, string name, string size) =>
        bag.Add(UnexpectedText, span, $"A layer is declared with parentheses: write `{Shorten(name)}({Shorten(size)})`.");

    public static readonly DiagnosticRule MissingText = new(
        "BMLP1002", Syntax, "Something is missing after this",
        "A line or a bracket ends before its content is complete. The error stands at the last word before the gap.");

    public static void ReportMissingText(this DiagnosticBag bag, TextSpan last, string expected, string lastText) =>
        bag.Add(MissingText, last, $"Expected {expected}, but nothing follows {Quote(lastText)}.");

    public static readonly DiagnosticRule UnknownCharacter = new(
        "BMLP1003", Syntax, "The language does not use this character",
        "The character has no meaning in the language. For the common ones the message says what is written instead.");

    public static void ReportUnknownCharacter(this DiagnosticBag bag, TextSpan span, string character)
    {
        var advice = character switch
        {
            ";" => "a statement ends with its line, so leave it out",
            "|" => "a flow is written with `|>`",
            ">" or "<" => "a flow is written with `|>`, an output with `->`",
            "→" => "write `->`",
            "'" or "`" => "names stand without quotes, and a token's text stands between `\"`",
            "#" => "a comment begins with `//`",
            "×" or "·" or "⋅" => "write `*`",
            "−" or "–" => "write `-`",
            _ => "leave it out",
        };
        bag.Add(UnknownCharacter, span, $"The language does not use the character {Show(character)}: {advice}.");
    }

    public static readonly DiagnosticRule MalformedNumber = new(
        "BMLP1004", Syntax, "This is not a number",
        "A word begins with a digit, and is neither a number nor a name.");

    public static void ReportMalformedNumber(this DiagnosticBag bag, TextSpan span, string text) =>
        bag.Add(MalformedNumber, span, $"{Quote(text)} is neither a number, such as `12`, `0.33` or `1e-3`, nor a name, which begins with a letter.");

    public static readonly DiagnosticRule NumberTooLarge = new(
        "BMLP1005", Syntax, "A number is too large",
        "Whole numbers have 64 bits, other numbers are doubles; this one fits in neither.");

    public static void ReportNumberTooLarge(this DiagnosticBag bag, TextSpan span) =>
        bag.Add(NumberTooLarge, span, "This number is too large: an integer is at most 9223372036854775807, any other number about 1.8e308.");

    public static readonly DiagnosticRule NameTooLong = new(
        "BMLP1006", Syntax, "A name is too long",
        "A name may have 200 characters. Names go into the paths of parameters and into the names of files, many times over.");

    public static void ReportNameTooLong(this DiagnosticBag bag, TextSpan span, int longest) =>
        bag.Add(NameTooLong, span, $"This name has {span.Length} characters; choose one of at most {longest}.");

    public static readonly DiagnosticRule ReservedName = new(
        "BMLP1007", Syntax, "A reserved word cannot be a name",
        "The words of the language cannot be names: `namespace`, `block`, `model`, `train`, `decompose`, `repeat`, `return`, `language`, `true`, `false`, `none`, `relu`, `silu`, `gelu`.");

    public static void ReportReservedName(this DiagnosticBag bag, TextSpan span, string word, string expected) =>
        bag.Add(ReservedName, span, $"Expected {expected}, but {Quote(word)} is a reserved word, and no name.");

    public static readonly DiagnosticRule BlockComment = new(
        "BMLP1008", Syntax, "A comment begins with two slashes",
        "There is one kind of comment, from `//` to the end of the line.");

    public static void ReportBlockComment(this DiagnosticBag bag, TextSpan span) =>
        bag.Add(BlockComment, span, "A comment begins with `//` and ends with its line; there are no comments between `/*` and `*/`.");

    public static readonly DiagnosticRule Unclosed = new(
        "BMLP1009", Syntax, "A bracket is never closed",
        "A bracket is still open where its declaration ends. The compiler reads what follows all the same.");

    public static void ReportUnclosed(this DiagnosticBag bag, TextSpan span, string bracket, string closing) =>
        bag.Add(Unclosed, span, $"This `{bracket}` is never closed: add the `{closing}` that belongs to it.");

    public static readonly DiagnosticRule NothingToClose = new(
        "BMLP1010", Syntax, "A closing bracket closes nothing",
        "This closing bracket has no opening one.");

    public static void ReportNothingToClose(this DiagnosticBag bag, TextSpan span, string bracket) =>
        bag.Add(NothingToClose, span, $"This `{bracket}` closes nothing: remove it, or add the bracket that it should close.");

    public static readonly DiagnosticRule WrongClosing = new(
        "BMLP1011", Syntax, "A bracket is closed by another kind",
        "Brackets close in the order in which they were opened, each by its own kind.");

    public static void ReportWrongClosing(this DiagnosticBag bag, TextSpan span, string opening, string expected, string found) =>
        bag.Add(WrongClosing, span, $"Expected `{expected}` to close the `{opening}` before it, but found `{found}`.");

    public static readonly DiagnosticRule NestingTooDeep = new(
        "BMLP1012", Syntax, "Brackets nest too deep",
        "Brackets may stand 100 deep inside each other.");

    public static void ReportNestingTooDeep(this DiagnosticBag bag, TextSpan span, int deepest) =>
        bag.Add(NestingTooDeep, span, $"Brackets nest more than {deepest} deep here: name the inner parts, and use the names.");

    public static readonly DiagnosticRule ExpectedDeclaration = new(
        "BMLP1013", Syntax, "A declaration was expected here",
        "A file consists of declarations, and this text begins none.");

    public static void ReportExpectedDeclaration(this DiagnosticBag bag, TextSpan span, string found) =>
        bag.Add(ExpectedDeclaration, span, $"Expected a declaration, which begins with `block`, `model`, `train` or `decompose`, but found {Quote(found)}.");

    public static readonly DiagnosticRule TextAfterEnd = new(
        "BMLP1014", Syntax, "A declaration begins on a line of its own",
        "The closing brace of a declaration ends its line.");

    public static void ReportTextAfterEnd(this DiagnosticBag bag, TextSpan span, string found) =>
        bag.Add(TextAfterEnd, span, $"Expected the end of the line, but found {Quote(found)}: what comes next begins on a line of its own.");

    public static readonly DiagnosticRule MisspelledKeyword = new(
        "BMLP1015", Syntax, "A declaration begins with an unknown word",
        "A declaration begins with `block`, `model`, `train` or `decompose`, and this word resembles one of them.");

    public static void ReportMisspelledKeyword(this DiagnosticBag bag, TextSpan span, string found, string meant) =>
        bag.Add(MisspelledKeyword, span, $"A declaration cannot begin with {Quote(found)}: did you mean `{meant}`?");

    public static readonly DiagnosticRule CallInFlow = new(
        "BMLP1016", Syntax, "A flow names layers and declares none",
        "A flow names layers that are declared above it and cannot declare one itself. A layer needs a name, because its parameters are found by that name in a file of weights.");

    public static void ReportCallInFlow(this DiagnosticBag bag, TextSpan span, string name) =>
        bag.Add(CallInFlow, span, $"A flow names layers and declares none: declare {Quote(name)} above, as in `layer = {Shorten(name)}(…)`, and use that name here.");

    public static void ReportCallOfLayer(this DiagnosticBag bag, TextSpan span, string layer, string flow) =>
        bag.Add(CallInFlow, span, $"{Quote(layer)} is a layer, and a flow is sent through a layer by `|>`: write `{Shorten(flow)} |> {Shorten(layer)}`.");

    public static readonly DiagnosticRule NewerLanguage = new(
        "BMLP1017", Syntax, "The file is written in a newer language",
        "The first line names a version of the language that this compiler does not know yet. The compiler checks nothing else in the file.");

    public static void ReportNewerLanguage(this DiagnosticBag bag, TextSpan span, string version, int newest) =>
        bag.Add(NewerLanguage, span, $"This file is written in language {Shorten(version)}, but this compiler knows only language {newest}: use a newer version of Bilinear.");

    public static readonly DiagnosticRule NoSuchLanguage = new(
        "BMLP1018", Syntax, "There is no such language version",
        "Versions of the language are counted from 1.");

    public static void ReportNoSuchLanguage(this DiagnosticBag bag, TextSpan span, string version, int newest) =>
        bag.Add(NoSuchLanguage, span, $"There is no language {Shorten(version)}: write `language {newest}`, or leave the line out.");

    public static readonly DiagnosticRule LanguageNotFirst = new(
        "BMLP1019", Syntax, "The language line is not the first",
        "The compiler reads the version before everything else, so it stands first.");

    public static void ReportLanguageNotFirst(this DiagnosticBag bag, TextSpan span) =>
        bag.Add(LanguageNotFirst, span, "The language stands once, before everything else in its file: move this line to the top, or remove it.");

    public static readonly DiagnosticRule SecondNamespace = new(
        "BMLP1020", Syntax, "A file has one namespace",
        "All models of a file are in one namespace.");

    public static void ReportSecondNamespace(this DiagnosticBag bag, TextSpan span, string first) =>
        bag.Add(SecondNamespace, span, $"This file is already in the namespace {Quote(first)}: remove this line, or use a file for each.");

    public static readonly DiagnosticRule LateNamespace = new(
        "BMLP1021", Syntax, "The namespace stands before the declarations",
        "The namespace holds for the whole file, so it stands before what is in it.");

    public static void ReportLateNamespace(this DiagnosticBag bag, TextSpan span) =>
        bag.Add(LateNamespace, span, "The namespace stands before the declarations of its file: move this line above the first of them.");

    public static readonly DiagnosticRule SumAfterPipe = new(
        "BMLP1022", Syntax, "A sum after a pipe needs parentheses",
        "`a + b |> f` sends the sum through `f`: the sum comes before the pipes. After a pipe, `+` could mean the result of the layer or the layer itself, so such a sum needs parentheses.");

    public static void ReportSumAfterPipe(this DiagnosticBag bag, TextSpan span, string flow) =>
        bag.Add(SumAfterPipe, span, $"`+` cannot follow a pipe without parentheses, since it would not be clear what is added to what: write `({Shorten(flow)}) + …`.");

    public static readonly DiagnosticRule Hyphen = new(
        "BMLP1023", Syntax, "A name has no hyphens",
        "A name consists of letters, digits and `_`; a hyphen is a minus.");

    public static void ReportHyphen(this DiagnosticBag bag, TextSpan span, string name, string possible) =>
        bag.Add(Hyphen, span, $"A name has letters, digits and `_` only, and `-` is a minus: write {Quote(possible)} in place of {Quote(name)}.");

    public static readonly DiagnosticRule UnreadableText = new(
        "BMLP1024", Syntax, "A text between quotes cannot be read",
        "A text begins and ends with `\"` on one line. In it, `\\\"` is a quote, `\\\\` a backslash, `\\n`, `\\r` and `\\t` are a line feed, a carriage return and a tab, and `\\u00e9` is the character with this number.");

    public static void ReportUnclosedText(this DiagnosticBag bag, TextSpan span) =>
        bag.Add(UnreadableText, span, "This text does not end on its line: add the closing `\"`, and write a line feed as `\\n`.");

    public static void ReportUnknownEscape(this DiagnosticBag bag, TextSpan span, string escape) =>
        bag.Add(UnreadableText, span, $"{Quote(escape)} means nothing in a text: a backslash itself is written `\\\\`, and the others are `\\\"`, `\\n`, `\\r`, `\\t` and `\\u` with four hexadecimal digits.");
}
