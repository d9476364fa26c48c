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
        if (File.Exists(folder))
            throw new InputException($"{ForeignText.Shorten(folder, CommandFile.LongestPath)} is a file: name a folder.");
        if (template.Files.Select(file => Path.Combine(folder, file.File)).FirstOrDefault(Path.Exists) is { } there)
            throw new InputException($"{ForeignText.Shorten(there, CommandFile.LongestPath)} is there already, and no file is overwritten: name another folder, as in `{this.Called()} first`.");

        Directory.CreateDirectory(folder);
        foreach (var (file, text) in template.Files)
        {
            var path = folder == Here ? file : Path.Combine(folder, file);
            using (var stream = new FileStream(path, FileMode.CreateNew))
                stream.Write(Encoding.UTF8.GetBytes(text));
            Written.Say(status, path);
        }

        Console.Out.WriteLine("Next:");
        foreach (var command in folder == Here ? template.Commands : template.Commands.Prepend($"cd {ShellWord.Of(folder)}"))
            Console.Out.WriteLine($"  {command}");
        return ExitCode.Success;
    }
}
