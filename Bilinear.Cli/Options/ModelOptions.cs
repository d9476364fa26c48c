using System.CommandLine;
using Bilinear.Cli.Commands;
using Bilinear.Cli.Compiling;
using Bilinear.Cli.Files;
using Bilinear.Cli.Output;
using Bilinear.Text;

namespace Bilinear.Cli.Options;

/// <summary>The file of a command, and which of its models is meant: FILE, <c>--model</c>, <c>--set</c>.</summary>
internal sealed class ModelOptions
{
    private readonly Argument<string> _file = new("FILE") { Description = "The .bmlp file." };
    private readonly Option<string?> _model = new("--model") { Description = "The model, or instance of one; a file with one root model needs none.", HelpName = "NAME" };
    private readonly Option<string[]> _set = new("--set") { HelpName = "NAME=VALUE" };

    /// <param name="set">What <c>--set</c> does.</param>
    public ModelOptions(string set = "Gives the model an argument, such as hidden=512; repeatable.")
    {
        _set.Description = set;
        _set.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=', StringComparison.Ordinal) < 1))
                result.Say($"--set takes NAME=VALUE, such as hidden=512, and was given `{ForeignText.Shorten(token.Value)}`.");
        });
    }

    public void AddTo(Command command)
    {
        command.Add(_file);
        AddChoiceTo(command);
    }

    /// <summary>Adds what a command needs that has files of its own.</summary>
    public void AddChoiceTo(Command command)
    {
        command.Add(_model);
        command.Add(_set);
    }

    /// <summary>What is read of it.</summary>
    public CommandFile File(ParseResult parseResult) => CommandFile.Input(_file.Name, parseResult.GetValue(_file)!);

    public ModelRequest Read(ParseResult parseResult) => Read(parseResult, parseResult.GetValue(_file)!);

    public ModelRequest Read(ParseResult parseResult, string file) => new(
        file,
        parseResult.GetValue(_model),
        [.. (parseResult.GetValue(_set) ?? []).Select(pair => pair.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0].Trim(), pair[1].Trim()))]);

    /// <param name="program">The path of the program; null where the weights are to carry it.</param>
    /// <exception cref="InputException">They carry none.</exception>
    public ModelRequest Read(ParseResult parseResult, string? program, WeightsSource weights)
    {
        if (program is not null)
            return Read(parseResult, program);
        return weights.Metadata is { } metadata ? Read(parseResult, weights.Path) with { Text = metadata.Source }
            : throw new InputException($"{weights.Path} does not say which model it holds: give its program before the weights, as in `{parseResult.CommandResult.Command.Called()} model{CommandFile.ProgramEnding} {weights.Path} …`.");
    }
}
