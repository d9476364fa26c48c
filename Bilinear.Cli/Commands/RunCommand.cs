using System.CommandLine;
using System.Text.Json;
using Bilinear.Cli.Compiling;
using Bilinear.Cli.Data;
using Bilinear.Cli.Files;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Devices;
using Bilinear.Serialization;
using Bilinear.Training;

namespace Bilinear.Cli.Commands;

/// <summary>Runs a model on tensors from a file, for other programs.</summary>
internal sealed class RunCommand : ToolCommand
{
    private const int Batch = 256;

    private readonly ModelOptions _model = new();
    private readonly WeightsOptions _weights = new();
    private readonly CaptureOptions _layers = new();
    private readonly DeviceChoice _device = new();
    private readonly Option<string> _input = new("--input") { Description = "A .safetensors, .npz or .npy file with `input` [N, …] and, for the loss, `target`; of several outputs `target.NAME` for each. For weights of a CSV file, another with the same columns.", HelpName = "FILE", Required = true };
    private readonly Option<string> _output = new("--output") { Description = "The .safetensors file that gets `output`, and `loss` where there is a target; of several outputs `output.NAME` and `loss.NAME` too.", HelpName = "FILE", Required = true };
    private readonly Option<bool> _grad = new("--grad") { Description = "Also writes `grad.NAME` for every parameter: of the mean loss over all samples, without noise." };

    public RunCommand()
        : base("run", "Run a model forward on tensors from a file.",
            "bmlp run mnist.bmlp --weights mnist.safetensors --input images.safetensors --output logits.safetensors",
            "bmlp run mnist.bmlp --weights torch.safetensors --map 'fc1\\.(.*)=embed.$1' --input x.safetensors --output y.safetensors --grad",
            "bmlp run mnist.bmlp --weights mnist.safetensors --input images.safetensors --output layers.safetensors --capture embed,body",
            "bmlp run mnist.bmlp --weights mnist.safetensors --input images.safetensors --output ablated.safetensors --replace body=zeros.safetensors")
    {
        _model.AddTo(this);
        _weights.AddTo(this);
        foreach (var option in new Option[] { _input, _output, _grad })
            Add(option);
        _layers.AddTo(this);
        _device.AddTo(this);
        Validators.Add(result =>
        {
            if (result.GetResult(_grad) is { Implicit: false } && _layers.IsReplacing(result))
                result.Say("--grad writes the gradients of the model as it is, and with --replace it is another: leave one of the two out.");
        });
        Do(Run);
    }

    protected override IEnumerable<CommandFile> Files(ParseResult parseResult) =>
    [
        _model.File(parseResult), _weights.File(parseResult), CommandFile.Input(_input.Name, parseResult.GetValue(_input)!), CommandFile.Tensors(_output.Name, parseResult.GetValue(_output)!),
        .. _layers.Files(parseResult),
    ];

    private int Run(ParseResult parseResult, StatusLine status)
    {
        var weights = _weights.Open(parseResult);
        var model = CompiledModel.Load(_model.Read(parseResult), status, weights);
        if (model.TakesTexts)
        {
            Write(parseResult, status, model, weights, RunOnTexts(parseResult, status, model, weights));
            return ExitCode.Success;
        }
        using var data = TableInput.Open(parseResult.GetValue(_input)!, model, weights.Schema, needsTarget: parseResult.GetValue(_grad));
        var layers = _layers.Read(parseResult, model, data.Samples);
        using var device = _device.Open(parseResult);
        var tensors = status.While($"running {model.Name}", () => parseResult.GetValue(_grad) ? WithGradients(model, device, weights, data, layers) : Forward(model, device, weights, data, layers));
        Write(parseResult, status, model, weights, tensors);
        return ExitCode.Success;
    }

    private void Write(ParseResult parseResult, StatusLine status, ModelDescription model, WeightsSource weights, IReadOnlyList<NamedTensor> tensors)
    {
        var output = parseResult.GetValue(_output)!;
        SafeTensorsWriter.Write(output, ClassNames(model, weights), tensors);
        Written.Say(status, output);
    }

    private IReadOnlyList<NamedTensor> RunOnTexts(ParseResult parseResult, StatusLine status, ModelDescription model, WeightsSource weights)
    {
        if (_layers.IsGiven(parseResult))
            throw new InputException($"--capture and --replace are for models of samples of one size, and {model.Name} takes texts.");
        var withGradients = parseResult.GetValue(_grad);
        var data = TextTensors.Open(parseResult.GetValue(_input)!, model, withGradients);
        using var device = _device.Open(parseResult);
        return status.While($"running {model.Name}", () => withGradients ? TextRun.WithGradients(model, device, weights, data) : TextRun.Forward(model, device, weights, data));
    }

    internal static IEnumerable<NamedTensor> Gradients(ModelDescription model, Model trained) =>
        model.Parameters.Select(parameter => new NamedTensor("grad." + parameter.Name, parameter.Shape, trained.ReadGradient(parameter.Name)));

    private static List<NamedTensor> Forward(ModelDescription model, Device device, WeightsSource weights, IRunInput data, LayerRequest layers)
    {
        using var parameters = weights.Load(model, device);
        using var inference = parameters.OpenInference(Math.Min(Batch, data.Samples));
        var outputs = Room(model, data);
        if (layers.IsEmpty)
            inference.Forward(data.Floats(model), outputs);
        else
            inference.Forward(data.Floats(model), outputs, layers.Capture);
        List<NamedTensor> tensors = [.. Outputs(model, data, outputs), .. layers.Tensors(data.Samples)];
        if (!data.HasTarget)
            return tensors;
        var set = data.ToDataSet("input", model);
        tensors.AddRange(Losses(layers.Replaces ? inference.Evaluate(set, layers.Capture) : inference.Evaluate(set)));
        return tensors;
    }

    // One batch of all samples: the gradient of a mean is no sum over batches of different sizes.
    private static List<NamedTensor> WithGradients(ModelDescription model, Device device, WeightsSource weights, IRunInput data, LayerRequest layers)
    {
        using var trained = model.Create!(device, data.Samples, 0);
        weights.LoadInto(trained);
        var outputs = Room(model, data);
        if (layers.IsEmpty)
            trained.Forward(data.Floats(model), outputs);
        else
            trained.Forward(data.Floats(model), outputs, layers.Capture);
        var set = data.ToDataSet("input", model);
        List<NamedTensor> losses = model.Outputs.Count == 1 ? [] : [.. LossesOfOutputs(trained.Evaluate(set))];
        var loss = trained.Differentiate(set);
        return
        [
            .. Outputs(model, data, outputs), .. layers.Tensors(data.Samples), .. losses, Loss("loss", loss),
            .. Gradients(model, trained),
        ];
    }

    // Which column of an output is which class, where the data of training named them: they name those of a single output.
    private static Dictionary<string, string> ClassNames(ModelDescription model, WeightsSource weights) => model.Outputs is [var output] && weights.Schema is { Classes: { Count: > 0 } classes }
        ? new() { [$"classes.{output.Name}"] = JsonSerializer.Serialize(classes) }
        : [];

    private static Memory<float>[] Room(ModelDescription model, IRunInput data) => [.. model.Outputs.Select(output => new float[(long)data.Samples * output.Count].AsMemory())];

    private static IEnumerable<NamedTensor> Outputs(ModelDescription model, IRunInput data, Memory<float>[] outputs) => model.Outputs.Select((output, port) =>
        new NamedTensor(model.Outputs.Count == 1 ? "output" : $"output.{output.Name}", [data.Samples, .. output.Shape], outputs[port]));

    // A model of several outputs has the loss of each; every model has the one that is trained.
    internal static IEnumerable<NamedTensor> Losses(Evaluation evaluation) =>
    [
        .. evaluation.Outputs.Count == 1 ? [] : LossesOfOutputs(evaluation), Loss("loss", evaluation.Loss),
    ];

    private static IEnumerable<NamedTensor> LossesOfOutputs(Evaluation evaluation) => evaluation.Outputs.Select(output => Loss($"loss.{output.Output}", output.Loss));

    internal static NamedTensor Loss(string name, double loss) => new(name, [], new[] { (float)loss });
}
