using System.CommandLine;
using System.CommandLine.Parsing;
using Bilinear.Cli.Compiling;
using Bilinear.Cli.Files;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Cli.Training;
using Bilinear.Serialization;
using Bilinear.Training;
using Bilinear.Training.Files;

namespace Bilinear.Cli.Commands;

/// <summary>Trains a model as its <c>train</c> block says, and writes its weights.</summary>
internal sealed class TrainCommand : ToolCommand
{
    private readonly ModelOptions _model = new();
    private readonly DataOptions _data = new();
    private readonly DeviceChoice _device = new();
    private readonly RecipeOptions _recipe = new();
    private readonly NumberOption<ulong> _seed = new("--seed", 0) { Description = "The seed of the first parameters, the order of the samples and the noise, instead of the train block's.", HelpName = "S" };
    private readonly Option<string> _out = new("--out") { Description = "The .safetensors file for the weights; until training is complete a checkpoint stands beside it.", HelpName = "FILE", Required = true };
    private readonly ProgramOption _program = new() { Description = "The .bmlp file for the program that training makes of a model whose gates are annealed, or whose norms have measured scales." };
    private readonly Option<bool> _resume = new("--resume") { Description = "Go on from the checkpoint beside --out, bit for bit as if it had never stopped." };
    private readonly Option<string?> _log = new("--log") { Description = "A .csv file for a line of numbers an epoch: losses, accuracies, learning rate, speed.", HelpName = "FILE" };
    private readonly Option<bool> _json = new("--json") { Description = "Write JSON to standard output, one object per line: each epoch, then how it ended." };

    public TrainCommand()
        : base("train", "Train a model on the train part of data, and write its weights. Ctrl-C stops it after a step, and --resume goes on.",
            "bmlp train mnist.bmlp --data mnist --out mnist.safetensors",
            "bmlp train mnist.bmlp --data mnist --set hidden=512 --epochs 20 --out wide.safetensors --json",
            "bmlp train mnist.bmlp --data mnist --out mnist.safetensors --log mnist.csv",
            "bmlp train stories.bmlp --data train.txt --test test.txt --tokenizer tokenizer.json --out stories.safetensors",
            "bmlp train mnist.bmlp --data mnist --out mnist.safetensors --resume")
    {
        _model.AddTo(this);
        _data.AddTo(this);
        Add(_out);
        Add(_program);
        _recipe.AddTo(this);
        foreach (var option in new Option[] { _seed, _resume, _log, _json })
            Add(option);
        _device.AddTo(this);
        Do(Run);
    }

    protected override IEnumerable<CommandFile> Files(ParseResult parseResult)
    {
        var weights = CommandFile.Tensors(_out.Name, parseResult.GetValue(_out)!);
        var checkpoint = CommandFile.Beside(weights, Checkpoint.Place);
        // One to go on from is read first, and says itself what is wrong with it. Whether there are best weights the program says;
        // nothing else may have their place.
        return
        [
            _model.File(parseResult), .. _data.Files(parseResult), weights,
            .. parseResult.GetValue(_resume) ? checkpoint.Select(file => file with { Kind = null }) : checkpoint,
            .. CommandFile.Beside(weights, BestWeights.Place).Select(file => file with { Kind = null }),
            .. parseResult.GetValue(_program) is { } program ? [CommandFile.Program(_program.Name, program)] : Array.Empty<CommandFile>(),
            .. parseResult.GetValue(_log) is { } log ? [CommandFile.Output(_log.Name, log)] : Array.Empty<CommandFile>(),
        ];
    }

    private int Run(ParseResult parseResult, StatusLine status)
    {
        using var stop = new StopSignal();
        var path = parseResult.GetValue(_out)!;
        var checkpoint = Checkpoint.Place.Beside(path);
        var resume = parseResult.GetValue(_resume);
        if (resume)
            CheckCanGoOn(path, checkpoint);
        else
            CheckNothingIsLost(checkpoint);
        var model = CompiledModel.Load(_model.Read(parseResult), status, resume && checkpoint is not null ? Stopped(checkpoint) : null);
        var program = parseResult.GetValue(_program);
        if (program is not null && model.TrainedText is null)
            throw new InputException($"{_program.Name} is for the program that training makes of a model, by annealing its gates or by folding its norms, and {model.Name} has neither `anneal` in its train block nor a norm whose scale is measured: leave it out.");
        var data = _data.Open(parseResult, model, status);
        var options = _recipe.Read(parseResult, model.TrainDefaults) with { SaveTo = path, Resume = resume };
        options = options with { Seed = parseResult.GetValue(_seed) ?? options.Seed };
        using var device = _device.Open(parseResult);
        using var fresh = model.Create!(device, options.Batch, options.Seed);
        var logPath = parseResult.GetValue(_log);
        using var log = logPath is null ? null : new TrainingLog(logPath, resume, model, options.Validation > 0);
        var session = new TrainingSession(fresh, data, options, parseResult.GetValue(_json) ? new JsonView() : new TextView(status), log);
        var exitCode = session.Run(stop, logPath, checkpoint is null ? null : ResumeCommand(parseResult));
        if (model.TrainedText is not { } trained || (exitCode != ExitCode.Success && !session.HasWeights))
            return exitCode;
        if (program is null)
        {
            status.Say($"note: {path} is of the program that training has made of {model.Name}, which {_program.Name} FILE writes beside it");
            return exitCode;
        }

        Written.Say(status, SourceFile.Write(program, trained, status));
        return exitCode;
    }

    private static WeightsSource Stopped(string checkpoint) => new(checkpoint, TensorNames.Unchanged)
    {
        Advice = "Go on with the program that was trained, or start anew without --resume.",
    };

    // Before a --, behind which there are only files. A value that begins with - needs its =.
    private string ResumeCommand(ParseResult parseResult)
    {
        var words = new List<string>();
        foreach (var (token, before) in parseResult.Tokens.Zip(parseResult.Tokens.Select(token => token.Type).Prepend(TokenType.Command)))
        {
            if (before == TokenType.Option && token.Type == TokenType.Argument && token.Value.StartsWith('-'))
                words[^1] += "=" + ShellWord.Of(token.Value);
            else
                words.Add(ShellWord.Of(token.Value));
        }
        if (!parseResult.GetValue(_resume))
            words.Insert(words.Contains("--") ? words.IndexOf("--") : words.Count, _resume.Name);
        return $"bmlp {string.Join(' ', words)}";
    }

    private static void CheckCanGoOn(string weights, string? checkpoint)
    {
        if (checkpoint is not null && !File.Exists(checkpoint))
        {
            throw new InputException(File.Exists(weights)
                ? $"{weights} is there, and no {checkpoint}: its training is complete. Without --resume it is trained anew."
                : $"There is nothing to go on from: there is no {checkpoint}. Without --resume training begins.");
        }
    }

    // A run that was stopped is hours of somebody's: it is not lost to a forgotten word.
    private void CheckNothingIsLost(string? checkpoint)
    {
        if (File.Exists(checkpoint))
            throw new InputException($"{checkpoint} is of a run that was stopped: go on with it with {_resume.Name} and the settings that it has, or, to start anew, delete it or choose another --out.");
    }
}
