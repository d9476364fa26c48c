using System.CommandLine;
using Bilinear.Cli.Output;
using Bilinear.Text;
using Bilinear.Training;

namespace Bilinear.Cli.Options;

/// <summary><c>--port NAME</c>: which output of a model of several is meant.</summary>
internal sealed class PortOption
{
    private readonly Option<string?> _port = new("--port") { Description = "Which output; a model of several needs it.", HelpName = "NAME" };

    public void AddTo(Command command) => command.Add(_port);

    /// <summary>The name of the output; null where none is given.</summary>
    public string? Name(ParseResult parseResult) => parseResult.GetValue(_port);

    /// <summary>The number of the output; null where none is named, since there is one only.</summary>
    /// <exception cref="InputException">The model has no such output, or several and none is named.</exception>
    public int? Read(ParseResult parseResult, ModelDescription model)
    {
        List<string> names = [.. model.Outputs.Select(output => output.Name)];
        if (parseResult.GetValue(_port) is not { } name)
            return names.Count == 1 ? null : throw new InputException($"{model.Name} has several outputs, {ForeignText.List(names)}: name one, as in `{_port.Name} {names[0]}`.");
        return names.IndexOf(name) is >= 0 and var port
            ? port
            : throw new InputException($"{_port.Name} {ForeignText.Shorten(name)}: {model.Name} has no such output.{Suggestion.For(name, names)} Its outputs are {ForeignText.List(names)}.");
    }
}
