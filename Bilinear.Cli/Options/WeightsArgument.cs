using System.CommandLine;
using Bilinear.Cli.Files;
using Bilinear.Cli.Output;

namespace Bilinear.Cli.Options;

/// <summary>One file of weights, which say which model they hold, or a program before them: <c>WEIGHTS</c>, <c>FILE WEIGHTS</c>.</summary>
internal sealed class WeightsArgument
{
    private readonly Argument<string[]> _files = new("WEIGHTS")
    {
        Description = "The .safetensors file of the weights, or PyTorch's .pt, or NumPy's .npz. Before it the .bmlp file of their program, for weights that do not carry one.",
        Arity = ArgumentArity.OneOrMore,
    };

    public WeightsArgument() => _files.Validators.Add(result =>
    {
        var files = result.Tokens.Select(token => token.Value).ToList();
        if (CommandFile.IsProgram(files[^1]))
            result.Say(files.Count == 1 ? "A program has no weights of its own: give the .safetensors file of its weights, after it." : $"One {CommandFile.ProgramEnding} file can be given, before the weights.");
        else if (files.Count > 2 || (files.Count == 2 && !CommandFile.IsProgram(files[0])))
            result.Say($"One file of weights can be given, and before it its {CommandFile.ProgramEnding} file.");
    });

    public void AddTo(Command command) => command.Add(_files);

    /// <summary>What is read of it.</summary>
    public IEnumerable<CommandFile> Files(ParseResult parseResult) => parseResult.GetValue(_files)!.Select(file => CommandFile.Input(CommandFile.IsProgram(file) ? "FILE" : _files.Name, file));

    /// <summary>The program, null where the weights carry it, and the weights.</summary>
    public (string? Program, string Weights) Read(ParseResult parseResult) => parseResult.GetValue(_files)! is [var program, var weights] ? (program, weights) : (null, parseResult.GetValue(_files)![0]);
}
