using System.CommandLine;
using Bilinear.Cli.Output;
using Bilinear.Text;

namespace Bilinear.Cli.Commands.Checking;

/// <summary><c>--explain BMLP2002</c>: the diagnostic whose page is wanted, in capitals or not, or its digits alone.</summary>
internal sealed class ExplainOption : Option<string?>
{
    public ExplainOption()
        : base("--explain")
    {
        (Description, HelpName) = ("Print the page of a diagnostic, such as BMLP2002, instead of checking files.", "ID");
        CompletionSources.Add([.. DiagnosticPage.Ids]);
        Validators.Add(result =>
        {
            foreach (var id in result.Tokens.Select(token => token.Value).Where(id => !DiagnosticPage.Ids.Contains(Whole(id))))
                result.Say($"There is no diagnostic `{ForeignText.Shorten(id)}`: it is a number such as BMLP2002.{Suggestion.For(Whole(id), DiagnosticPage.Ids)}");
        });
    }

    /// <summary>The diagnostic; null where none is asked for.</summary>
    public string? Read(ParseResult parseResult) => parseResult.GetValue(this) is { } id ? Whole(id) : null;

    private static string Whole(string id) => id.Length > 0 && id.All(char.IsAsciiDigit) ? "BMLP" + id : id.ToUpperInvariant();
}
