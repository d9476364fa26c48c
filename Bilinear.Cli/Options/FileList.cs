using System.CommandLine;
using System.CommandLine.Parsing;
using Bilinear.Cli.Output;

namespace Bilinear.Cli.Options;

/// <summary>One or more <c>.bmlp</c> files, each of which is worked on whatever is wrong with the others.</summary>
/// <param name="isRequired">Whether there has to be one; where not, the command itself says what stands in for them.</param>
internal sealed class FileList(bool isRequired = true)
{
    private readonly Argument<string[]> _files = new("FILE") { Description = "One or more .bmlp files.", Arity = isRequired ? ArgumentArity.OneOrMore : ArgumentArity.ZeroOrMore };

    public void AddTo(Command command) => command.Add(_files);

    public bool HasAny(CommandResult result) => result.GetResult(_files) is { Tokens.Count: > 0 };

    public IReadOnlyList<string> Of(ParseResult parseResult) => parseResult.GetValue(_files)!;

    /// <exception cref="InputException">All mistakes of all files, after the last.</exception>
    public void ForEach(ParseResult parseResult, Action<string> work)
    {
        var mistakes = new List<Mistake>();
        foreach (var file in Of(parseResult))
        {
            try
            {
                work(file);
            }
            catch (InputException wrong)
            {
                mistakes.AddRange(wrong.Mistakes);
            }
        }

        if (mistakes.Count > 0)
            throw new InputException(mistakes);
    }
}
