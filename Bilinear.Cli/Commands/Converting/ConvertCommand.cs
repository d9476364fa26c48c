using System.CommandLine;
using Bilinear.Cli.Compiling;
using Bilinear.Cli.Data;
using Bilinear.Cli.Files;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Cli.Training;
using Bilinear.Devices;
using Bilinear.Dsl.Syntax.Printing;
using Bilinear.Serialization;
using Bilinear.Training;
using Bilinear.Training.Files;
using Bilinear.Training.Loop;

namespace Bilinear.Cli.Commands.Converting;

/// <summary>Turns a gated model that is trained into a bilinear one, by training it further while its gates are annealed.</summary>
internal sealed class ConvertCommand : ToolCommand
{
    private readonly ModelOptions _model = new();
    private readonly WeightsOptions _weights = new();
    private readonly DataOptions _data = new();
    private readonly DeviceChoice _device = new();
    private readonly RecipeOptions _recipe = new();
    private readonly NumberOption<ulong> _seed = new("--seed", 0) { Description = "The seed of the order of the samples and the noise, instead of the train block's.", HelpName = "S" };
    private readonly Option<string> _out = new("--out") { Description = "The .safetensors file for the bilinear weights; until training is complete a checkpoint stands beside it.", HelpName = "FILE", Required = true };
    private readonly ProgramOption _program = new() { Description = "The .bmlp file for the bilinear program.", Required = true };
    private readonly Option<string?> _control = new("--control") { Description = "A .safetensors file for the weights after the same steps of training without annealing, to compare with: trained first.", HelpName = "FILE" };
    private readonly Option<bool> _resume = new("--resume") { Description = "Go on from the checkpoint that a run left which was stopped." };
    private readonly JsonOption _json = new();

    public ConvertCommand()
        : base("convert", "Turn a gated model into a bilinear one: trains it further as its train block says, which anneals its gates, and says what that costs.",
            "bmlp convert tiny.bmlp --weights tiny.safetensors --data train.txt --test test.txt --tokenizer tokenizer.json --out bilinear.safetensors --program bilinear.bmlp",
            "bmlp convert gated.bmlp --weights gated.safetensors --data mnist --out bilinear.safetensors --program bilinear.bmlp --control control.safetensors")
    {
        _model.AddTo(this);
        _weights.AddTo(this);
        _data.AddTo(this);
        foreach (var option in new Option[] { _data.Ending, _out, _program, _control })
            Add(option);
        _recipe.AddTo(this);
        foreach (var option in new Option[] { _seed, _resume })
            Add(option);
        _device.AddTo(this);
        Add(_json);
        Do(Run);
    }

    protected override IEnumerable<CommandFile> Files(ParseResult parseResult)
    {
        List<CommandFile> written = [CommandFile.Tensors(_out.Name, parseResult.GetValue(_out)!)];
        if (parseResult.GetValue(_control) is { } control)
            written.Add(CommandFile.Tensors(_control.Name, control));
        return
        [
            _model.File(parseResult), _weights.File(parseResult), .. _data.Files(parseResult), .. written, CommandFile.Program(_program.Name, parseResult.GetValue(_program)!),
            .. written.SelectMany(file => CommandFile.Beside(file, Checkpoint.Place)).Select(file => file with { Kind = null }),
            .. written.SelectMany(file => CommandFile.Beside(file, BestWeights.Place)).Select(file => file with { Kind = null }),
        ];
    }

    private int Run(ParseResult parseResult, StatusLine status)
    {
        using var stop = new StopSignal();
        var (path, program, control) = (parseResult.GetValue(_out)!, parseResult.GetValue(_program)!, parseResult.GetValue(_control));
        string[] stopped = [.. new[] { control, path }.OfType<string>().Select(Checkpoint.Place.Beside).Where(File.Exists).OfType<string>()];
        if (stopped.Length > 0 && !parseResult.GetValue(_resume))
            throw new InputException($"{string.Join(" and ", stopped)} {(stopped.Length == 1 ? "is" : "are")} of a run that was stopped: go on with it with {_resume.Name} and the settings that it has, or, to start anew, delete {(stopped.Length == 1 ? "it" : "them")} or choose another {Outputs(control)}.");
        var request = _model.Read(parseResult);
        var weights = _weights.Open(parseResult);
        var annealed = CompiledModel.Load(request, status, weights);
        if (annealed is not { TrainedText: { } text, TrainDefaults.Anneal: > 0 })
            throw new InputException($"The train block of {annealed.Name} does not say that its gates are annealed: add an entry such as `anneal 0.4` to it in {request.File}, with the steps and the learning rate to train on with.");
        var options = _recipe.Read(parseResult, annealed.TrainDefaults);
        options = options with { Seed = parseResult.GetValue(_seed) ?? options.Seed, Resume = parseResult.GetValue(_resume) };
        using var device = _device.Open(parseResult);
        var judge = new Judge(parseResult, _data, device, status);

        var gated = CompiledModel.Load(request with { Text = AnnealedText.Control(annealed.CanonicalText) }, status, weights);
        var data = _data.Open(parseResult, gated, status, schema: weights.Schema);
        var scores = new List<NamedScore> { judge.Of("before", gated, weights) };
        foreach (var (name, model, file) in new[] { ("control", gated, control), ("bilinear", annealed, path) })
        {
            if (file is null)
                continue;
            var training = options with { SaveTo = file, Anneal = model.TrainedText is null ? 0 : options.Anneal };
            if (training.Resume && !File.Exists(training.CheckpointPath) && File.Exists(file))
            {
                if (!IsComplete(file, new TrainingPlan(model, training.Batch, data.Train, training with { Resume = false })))
                    throw new InputException($"There is no checkpoint to go on from, and {file} does not hold what this training ends with: it was trained by another program, with another seed, on other data, for another number of steps, or with gates annealed over another share of them. Go on with the settings that it was trained with, or, to start anew, leave {_resume.Name} out{(stopped.Length > 0 ? $" and delete {string.Join(" and ", stopped)}" : "")}, or choose another {Outputs(control)}.");
                status.Say($"{name} is there: {file}");
            }
            else if (!Train(name, model, weights, data, training, device, status, stop))
            {
                return stop.ExitCode;
            }
            var source = new WeightsSource(file, TensorNames.Unchanged);
            // What was written, by the program that it was written for.
            var written = model.TrainedText is null ? gated : CompiledModel.Load(new ModelRequest(program, Model: null, Arguments: []) { Text = text }, status, source);
            scores.Add(judge.Of(name, written, source));
        }

        program = SourceFile.Write(program, text, status);
        Written.Say(status, [path, program, .. control is null ? [] : new[] { control }]);
        if (parseResult.GetValue(_json))
            NamedScore.WriteJson(annealed.Name, judge.Data, scores);
        else
            NamedScore.WriteText(scores);
        return ExitCode.Success;
    }

    /// <returns>Whether it was trained to the end.</returns>
    private static bool Train(string name, ModelDescription description, WeightsSource weights, DataParts data, TrainOptions options, Device device, StatusLine status, StopSignal stop)
    {
        status.Say($"training {name}");
        using var model = description.Create!(device, options.Batch, options.Seed);
        weights.LoadInto(model);
        return new TrainingSession(model, data, options with { Resume = File.Exists(options.CheckpointPath) }, new ConversionView(status), log: null).Run(stop, logPath: null, resume: null) == ExitCode.Success;
    }

    // What stands there is what this training ends with.
    private static bool IsComplete(string path, TrainingPlan plan)
    {
        var (end, text) = (plan.ProvenanceAt(plan.TotalSteps), plan.Model.TrainedText ?? plan.Model.CanonicalText);
        return new WeightsSource(path, TensorNames.Unchanged).Metadata is { Provenance: { } found, Source: var source }
            && (found.Seed, found.DataChecksum, found.Step, found.Anneal, source) == (end.Seed, end.DataChecksum, end.Step, end.Anneal, text);
    }

    private string Outputs(string? control) => control is null ? _out.Name : $"{_out.Name} and {_control.Name}";
}
