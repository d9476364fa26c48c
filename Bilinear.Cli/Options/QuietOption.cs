using System.CommandLine;

namespace Bilinear.Cli.Options;

/// <summary><c>--quiet</c> of every command.</summary>
internal sealed class QuietOption : Option<bool>
{
    private const string Word = "--quiet";

    public QuietOption()
        : base(Word) => (Description, Recursive) = ("Say nothing on standard error but errors: no progress, no notes, not what was written.", true);

    public static bool IsAsked(ParseResult parseResult) => parseResult.GetValue<bool>(Word);
}
