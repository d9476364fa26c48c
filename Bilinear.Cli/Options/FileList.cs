using System.CommandLine;
using Bilinear.Cli.Output;

namespace Bilinear.Cli.Options;

/// <summary>One or more <c>.bmlp</c> files, each of which is worked on whatever is wrong with the others.</summary>
internal sealed class FileList
{
    private readonly Argument<string[]> _files = new("FILE") { Description = "One or more .bmlp files.", Arity = ArgumentArity.OneOrMore };

    public void AddTo(Command command) => command.Add(_files);

    /// <exception cref="InputException">All mistakes of all files, after the last.</exception>
    public void ForEach(ParseResult parseResult, Action<string> work)
    {
        var mistakes = new List<Mistake>();
        foreach (var file in parseResult.GetValue(_files)!)
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
