using System.CommandLine;
using Bilinear.Cli.Output;
using Bilinear.Text;

namespace Bilinear.Cli.Commands.Checking;

/// <summary><c>--explain BMLP2002</c>: the diagnostic whose page is wanted, in capitals or not.</summary>
internal sealed class ExplainOption : Option<string?>
{
    public ExplainOption()
        : base("--explain")
    {
        (Description, HelpName) = ("Print the page of a diagnostic, such as BMLP2002, instead of checking files.", "ID");
        CompletionSources.Add([.. DiagnosticPage.Ids]);
        Validators.Add(result =>
        {
            foreach (var id in result.Tokens.Select(token => token.Value).Where(id => !DiagnosticPage.Ids.Contains(Upper(id))))
                result.Say($"There is no diagnostic `{ForeignText.Shorten(id)}`: it is a number such as BMLP2002.{Suggestion.For(Upper(id), DiagnosticPage.Ids)}");
        });
    }

    /// <summary>The diagnostic; null where none is asked for.</summary>
    public string? Read(ParseResult parseResult) => parseResult.GetValue(this) is { } id ? Upper(id) : null;

    private static string Upper(string id) => id.ToUpperInvariant();
}
