using System.CommandLine;
using Bilinear.Cli.Output;
using Bilinear.Text;
using Bilinear.Training;

namespace Bilinear.Cli.Options;

/// <summary><c>--port NAME</c>: which output of a model of several is meant.</summary>
internal sealed class PortOption
{
    private readonly Option<string?> _port = new("--port") { Description = "Which output, of a model of several; if left out, that of the first `eigen` entry.", HelpName = "NAME" };

    public void AddTo(Command command) => command.Add(_port);

    /// <summary>The number of the output; null where none is named.</summary>
    /// <exception cref="InputException">The model has no such output.</exception>
    public int? Read(ParseResult line, ModelDescription model)
    {
        if (line.GetValue(_port) is not { } name)
            return null;
        List<string> names = [.. model.Outputs.Select(output => output.Name)];
        return names.IndexOf(name) is >= 0 and var port
            ? port
            : throw new InputException($"{_port.Name} {ForeignText.Shorten(name)}: {model.Name} has no such output.{Suggestion.For(name, names)} Its outputs are {ForeignText.List(names)}.");
    }
}
