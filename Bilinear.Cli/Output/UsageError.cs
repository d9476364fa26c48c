using System.CommandLine;
using System.CommandLine.Parsing;

namespace Bilinear.Cli.Output;

/// <summary>What is wrong with the value of an option or an argument, in our own words: the library's are told apart by the mark.</summary>
internal static class UsageError
{
    private const string Mark = "\u0001";

    public static void Say(this SymbolResult result, string sentence) => result.AddError(Mark + sentence);

    public static IEnumerable<string> In(ParseResult line) =>
        line.Errors.Select(error => error.Message).Where(message => message.StartsWith(Mark, StringComparison.Ordinal)).Select(message => message[Mark.Length..]).Distinct();
}
