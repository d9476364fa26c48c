using System.CommandLine;
using System.Globalization;
using Bilinear.Cli.Commands.Converting;
using Bilinear.Cli.Compiling;
using Bilinear.Cli.Files;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Dsl.Spectral.Folding;
using Bilinear.Serialization;

namespace Bilinear.Cli.Commands.Folding;

/// <summary>Replaces the norms of a trained model by scales that are measured on data, and folds those into the weights.</summary>
internal sealed class FoldCommand : ToolCommand
{
    private const string One = "one";
    private const string Channel = "channel";

    private readonly ModelOptions _model = new();
    private readonly WeightsOptions _weights = new();
    private readonly DataOptions _data = new();
    private readonly DeviceChoice _device = new();
    private readonly Option<string> _scale = new("--scale") { Description = "What a norm is replaced by: one number, or a number for each channel.", HelpName = "one|channel", DefaultValueFactory = _ => One };
    private readonly Option<string> _out = new("--out") { Description = "The .safetensors file for the weights without norms.", HelpName = "FILE", Required = true };
    private readonly ProgramOption _program = new() { Description = "The .bmlp file for the program without norms.", Required = true };
    private readonly JsonOption _json = new();

    public FoldCommand()
        : base("fold", "Replace the norms of a trained model by scales that are measured on data, fold those into the weights behind them, and say what that costs.",
            "bmlp fold stories.bmlp --weights stories.safetensors --data train.txt --test test.txt --tokenizer tokenizer.json --out folded.safetensors --program folded.bmlp",
            "bmlp fold digits.bmlp --weights digits.safetensors --data digits --scale channel --out folded.safetensors --program folded.bmlp")
    {
        _scale.AcceptOnly("scale", One, Channel);
        _model.AddTo(this);
        _weights.AddTo(this);
        _data.AddTo(this);
        foreach (var option in new Option[] { _scale, _out, _program })
            Add(option);
        _device.AddTo(this);
        Add(_json);
        Do(Run);
    }

    protected override IEnumerable<CommandFile> Files(ParseResult parseResult) =>
    [
        _model.File(parseResult), _weights.File(parseResult), .. _data.Files(parseResult),
        CommandFile.Tensors(_out.Name, parseResult.GetValue(_out)!), CommandFile.Program(_program.Name, parseResult.GetValue(_program)!),
    ];

    private int Run(ParseResult parseResult, StatusLine status)
    {
        var (path, program) = (parseResult.GetValue(_out)!, parseResult.GetValue(_program)!);
        var (request, weights) = (_model.Read(parseResult), _weights.Open(parseResult));
        var chosen = ChosenModel.Of(request, weights);
        var plan = Plan(chosen);
        var model = CompiledModel.Load(chosen, request.File, status);
        var folded = ChosenModel.Of(new ModelRequest(program, chosen.Model.Bound.Name, [.. chosen.Model.Bound.Arguments.Select(argument => KeyValuePair.Create(argument.Name, argument.Value))]) { Text = plan.Text }, weights: null);
        var description = CompiledModel.Load(folded, program, status);

        using var device = _device.Open(parseResult);
        var judge = new Judge(parseResult, _data, device, status);
        var measured = model.TakesTexts ? _data.OpenTexts(parseResult, model, status).ReadMeasured(model) : _data.Open(parseResult, model, status, isTrained: true, weights.Schema).Train;
        var before = judge.Of("before", model, weights);
        using var parameters = weights.Load(model, device);
        var norms = status.While($"measuring {model.Norms.Count} norms on {measured.Name}", () => parameters.MeasureNorms(measured, model.TakesTexts ? TextRun.Texts(model) : Judge.Batch));
        var isOne = parseResult.GetValue(_scale) == One;
        norms.Save(path, description, perChannel: !isOne);
        program = SourceFile.Write(program, plan.Text, status);
        Written.Say(status, path, program);
        foreach (var head in plan.Norms.SelectMany(norm => norm.Heads))
            status.Say($"note: {head.Name} has a weight of its own now, into which the norm before it is folded: the embedding's stays what it was");

        // What was written, by the program that it was written for.
        NamedScore[] scores = [before, judge.Of("folded", description, new WeightsSource(path, TensorNames.Unchanged))];
        if (parseResult.GetValue(_json))
            FoldOutput.WriteJson(model.Name, norms, isOne, judge.Data, scores);
        else
            FoldOutput.WriteText(norms.Norms, isOne, scores);
        if (model.Outputs is [{ HasAnswers: true } output] && scores[1].Loss is var loss && loss > Math.Log(output.Classes))
            status.Say(string.Create(CultureInfo.InvariantCulture, $"note: without its norms the model is worse than guessing, whose loss is {Math.Log(output.Classes):F4}, the logarithm of {output.Classes}: constants cannot stand in for the norms of this model"));
        return ExitCode.Success;
    }

    /// <exception cref="InputException">There is no norm, or one that cannot be folded.</exception>
    private static FoldPlan Plan(ChosenModel chosen)
    {
        if (SourceFile.MistakesOf(chosen.Compilation) is { Count: > 0 } mistakes)
            throw new InputException(mistakes);
        var plan = FoldPlan.Of(chosen.Model.Bound);
        if (plan.Norms.Count == 0)
            throw new InputException($"{plan.Model.Name} has no norm: there is nothing to fold.");
        var source = chosen.Compilation.Source;
        return plan.Obstacles.Count == 0 ? plan : throw new InputException([.. plan.Obstacles.DistinctBy(obstacle => (obstacle.Span, obstacle.Reason)).Select(obstacle =>
        {
            var place = source.PositionOf(obstacle.Span.Start);
            return new Mistake($"{source.Path}({place.Line + 1},{place.Column + 1}): error: `{obstacle.Norm}` cannot be folded: {obstacle.Reason} Then train it anew.", source, obstacle.Span);
        })]);
    }
}
