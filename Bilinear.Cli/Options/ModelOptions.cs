using System.CommandLine;
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
    private readonly Option<string[]> _set = new("--set") { Description = "Gives the model an argument, such as hidden=512; repeatable.", HelpName = "NAME=VALUE" };

    public ModelOptions() => _set.Validators.Add(result =>
    {
        foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=', StringComparison.Ordinal) < 1))
            result.Say($"--set takes NAME=VALUE, such as hidden=512, and was given `{ForeignText.Shorten(token.Value)}`.");
    });

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
    public CommandFile File(ParseResult line) => CommandFile.Input(_file.Name, line.GetValue(_file)!);

    public ModelRequest Read(ParseResult line) => Read(line, line.GetValue(_file)!);

    public ModelRequest Read(ParseResult line, string file) => new(
        file,
        line.GetValue(_model),
        [.. (line.GetValue(_set) ?? []).Select(pair => pair.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0].Trim(), pair[1].Trim()))]);
}
