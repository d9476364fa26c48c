using System.Globalization;
using Bilinear.Dsl.Text;
using Bilinear.Text;

namespace Bilinear.Dsl.Diagnostics;

/// <content>BMLP1xxx: what the text itself has wrong.</content>
public sealed partial class DiagnosticBag
{
    private const int LongestQuoted = 40;

    public void ReportUnexpectedText(TextSpan span, string expected, string found) =>
        Add(DiagnosticRules.UnexpectedText, span, $"Expected {expected}, but found {Quote(found)}.");

    public void ReportMissingText(TextSpan last, string expected, string lastText) =>
        Add(DiagnosticRules.MissingText, last, $"Expected {expected}, but nothing follows {Quote(lastText)}.");

    public void ReportUnknownCharacter(TextSpan span, string character)
    {
        var advice = character switch
        {
            ";" => "a statement ends with its line, so leave it out",
            "|" => "a flow is written with `|>`",
            ">" or "<" => "a flow is written with `|>`, an output with `->`",
            "→" => "write `->`",
            "\"" or "'" or "`" => "there are no strings, names stand without quotes",
            "#" => "a comment begins with `//`",
            "×" or "·" or "⋅" => "write `*`",
            "−" or "–" => "write `-`",
            _ => "leave it out",
        };
        Add(DiagnosticRules.UnknownCharacter, span, $"The language does not use the character {Show(character)}: {advice}.");
    }

    public void ReportMalformedNumber(TextSpan span, string text) =>
        Add(DiagnosticRules.MalformedNumber, span, $"{Quote(text)} is neither a number, such as `12`, `0.33` or `1e-3`, nor a name, which begins with a letter.");

    public void ReportNumberTooLarge(TextSpan span) =>
        Add(DiagnosticRules.NumberTooLarge, span, "This number is too large: an integer is at most 9223372036854775807, any other number about 1.8e308.");

    public void ReportNameTooLong(TextSpan span, int longest) =>
        Add(DiagnosticRules.NameTooLong, span, $"This name has {span.Length} characters; choose one of at most {longest}.");

    public void ReportReservedName(TextSpan span, string word, string expected) =>
        Add(DiagnosticRules.ReservedName, span, $"Expected {expected}, but {Quote(word)} is a reserved word, and no name.");

    public void ReportBlockComment(TextSpan span) =>
        Add(DiagnosticRules.BlockComment, span, "A comment begins with `//` and ends with its line; there are no comments between `/*` and `*/`.");

    public void ReportUnclosed(TextSpan span, string bracket, string closing) =>
        Add(DiagnosticRules.Unclosed, span, $"This `{bracket}` is never closed: add the `{closing}` that belongs to it.");

    public void ReportNothingToClose(TextSpan span, string bracket) =>
        Add(DiagnosticRules.NothingToClose, span, $"This `{bracket}` closes nothing: remove it, or add the bracket that it should close.");

    public void ReportWrongClosing(TextSpan span, string opening, string expected, string found) =>
        Add(DiagnosticRules.WrongClosing, span, $"Expected `{expected}` to close the `{opening}` before it, but found `{found}`.");

    public void ReportNestingTooDeep(TextSpan span, int deepest) =>
        Add(DiagnosticRules.NestingTooDeep, span, $"Brackets nest more than {deepest} deep here: name the inner parts, and use the names.");

    public void ReportExpectedDeclaration(TextSpan span, string found) =>
        Add(DiagnosticRules.ExpectedDeclaration, span, $"Expected a declaration, which begins with `block`, `model`, `train` or `decompose`, but found {Quote(found)}.");

    public void ReportTextAfterEnd(TextSpan span, string found) =>
        Add(DiagnosticRules.TextAfterEnd, span, $"Expected the end of the line, but found {Quote(found)}: what comes next begins on a line of its own.");

    public void ReportMisspelledKeyword(TextSpan span, string found, string meant) =>
        Add(DiagnosticRules.MisspelledKeyword, span, $"A declaration cannot begin with {Quote(found)}: did you mean `{meant}`?");

    public void ReportCallInFlow(TextSpan span, string name) =>
        Add(DiagnosticRules.CallInFlow, span, $"A flow names layers and declares none: declare {Quote(name)} above, as in `layer = {Shorten(name)}(…)`, and use that name here.");

    public void ReportSumAfterPipe(TextSpan span, string flow) =>
        Add(DiagnosticRules.SumAfterPipe, span, $"`+` cannot follow a pipe without parentheses, since it would not be clear what is added to what: write `({Shorten(flow)}) + …`.");

    public void ReportNewerLanguage(TextSpan span, string version, int newest) =>
        Add(DiagnosticRules.NewerLanguage, span, $"This file is written in language {Shorten(version)}, but this compiler knows only language {newest}: use a newer version of Bilinear.");

    public void ReportNoSuchLanguage(TextSpan span, string version, int newest) =>
        Add(DiagnosticRules.NoSuchLanguage, span, $"There is no language {Shorten(version)}: write `language {newest}`, or leave the line out.");

    public void ReportLanguageNotFirst(TextSpan span) =>
        Add(DiagnosticRules.LanguageNotFirst, span, "The language stands once, before everything else in its file: move this line to the top, or remove it.");

    public void ReportSecondNamespace(TextSpan span, string first) =>
        Add(DiagnosticRules.SecondNamespace, span, $"This file is already in the namespace {Quote(first)}: remove this line, or use a file for each.");

    public void ReportLateNamespace(TextSpan span) =>
        Add(DiagnosticRules.LateNamespace, span, "The namespace stands before the declarations of its file: move this line above the first of them.");

    private static string Quote(string text) => $"`{Shorten(text)}`";

    private static string Shorten(string text) => ForeignText.Shorten(text, LongestQuoted);

    /// <summary>A character as it can be read in any terminal.</summary>
    private static string Show(string character)
    {
        var code = character.Length == 2 ? char.ConvertToUtf32(character, 0) : character[0];
        var number = "U+" + code.ToString("X4", CultureInfo.InvariantCulture);
        return ForeignText.Clean(character) == character ? $"`{character}` ({number})" : number;
    }
}
