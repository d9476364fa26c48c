using System.CommandLine;
using System.Text;
using Bilinear.Cli.Files;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Text;

namespace Bilinear.Cli.Commands.Starting;

/// <summary>Makes a folder to begin with, and says what comes next.</summary>
internal sealed class InitCommand : ToolCommand
{
    private const string Here = ".";
    private const string Default = "digits";

    private readonly Argument<string> _folder = new("DIR") { Description = "The folder, which is made where it is not there; the one where the command runs if left out.", DefaultValueFactory = _ => Here };
    private readonly Option<string> _template = new("--template") { Description = "A model for the tool alone, or a C# project.", HelpName = string.Join('|', Template.Names), DefaultValueFactory = _ => Default };

    public InitCommand()
        : base("init", "Make a folder with a first model and what to do with it. No file is overwritten.", "bmlp init first", "bmlp init First --template csharp")
    {
        Add(_folder);
        _template.AcceptOnly("template", [.. Template.Names]);
        Add(_template);
        Do(Run);
    }

    private int Run(ParseResult parseResult, StatusLine status)
    {
        var (folder, template) = (parseResult.GetValue(_folder)!, new Template(parseResult.GetValue(_template)!));
        var made = new NewFolder(folder);
        made.Check();
        if (template.Files.Select(file => Path.Combine(folder, file.File)).FirstOrDefault(Path.Exists) is { } there)
            throw new InputException($"{ForeignText.Shorten(there, CommandFile.LongestPath)} is there already, and no file is overwritten: name another folder, as in `{this.Called()} first`.");

        var files = template.Files.Select(file => (Path: folder == Here ? file.File : Path.Combine(folder, file.File), file.Text)).ToList();
        made.Write([.. files.Select(file => (file.Path, (Action<Stream>)(stream => stream.Write(Encoding.UTF8.GetBytes(file.Text)))))]);
        Written.Say(status, [.. files.Select(file => file.Path)]);

        Console.Out.WriteLine("Next:");
        foreach (var command in folder == Here ? template.Commands : template.Commands.Prepend($"cd {ShellWord.Of(folder)}"))
            Console.Out.WriteLine($"  {command}");
        return ExitCode.Success;
    }
}
