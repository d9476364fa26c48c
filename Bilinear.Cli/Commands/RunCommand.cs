using System.CommandLine;
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
    private readonly RunsOn _device = new();
    private readonly Option<string> _input = new("--input") { Description = "A .safetensors file with `input` [N, …] and, for the loss, `target`.", HelpName = "FILE", Required = true };
    private readonly Option<string> _output = new("--output") { Description = "The .safetensors file that gets `output`, and `loss` where there is a target.", HelpName = "FILE", Required = true };
    private readonly Option<bool> _grad = new("--grad") { Description = "Also writes `grad.NAME` for every parameter: of the mean loss over all samples, without noise." };

    public RunCommand()
        : base("run", "Run a model forward on tensors from a file.",
            "bmlp run mnist.bmlp --weights mnist.safetensors --input images.safetensors --output logits.safetensors",
            "bmlp run mnist.bmlp --weights torch.safetensors --map 'fc1\\.(.*)=embed.$1' --input x.safetensors --output y.safetensors --grad")
    {
        _model.AddTo(this);
        _weights.AddTo(this);
        foreach (var option in new Option[] { _input, _output, _grad })
            Add(option);
        _device.AddTo(this);
        Do(Run);
    }

    protected override IEnumerable<CommandFile> Files(ParseResult line) =>
    [
        _model.File(line), _weights.File(line), CommandFile.Input(_input.Name, line.GetValue(_input)!), CommandFile.Output(_output.Name, line.GetValue(_output)!),
    ];

    private int Run(ParseResult line, StatusLine status)
    {
        var weights = _weights.Open(line);
        var model = CompiledModel.Load(_model.Read(line), status, weights);
        using var data = TensorData.Open(line.GetValue(_input)!, model, needsTarget: line.GetValue(_grad));
        using var device = _device.Open(line);
        var tensors = status.While($"running {model.Name}", () => line.GetValue(_grad) ? WithGradients(model, device, weights, data) : Forward(model, device, weights, data));
        var output = line.GetValue(_output)!;
        SafeTensorsWriter.Write(output, new Dictionary<string, string>(), tensors);
        Written.Say(status, output);
        return ExitCode.Success;
    }

    private static List<NamedTensor> Forward(ModelDescription model, Device device, WeightsSource weights, TensorData data)
    {
        using var parameters = model.LoadWeights!(device, weights.Path, weights.Names, weights.IsForced);
        using var inference = parameters.OpenInference(Math.Min(Batch, data.Samples));
        var tensors = new List<NamedTensor> { Output(model, data, inference.Forward) };
        if (data.HasTarget)
            tensors.Add(Loss(inference.Evaluate(data.ToDataSet("input", model)).Loss));
        return tensors;
    }

    // One batch of all samples: the gradient of a mean is no sum over batches of different sizes.
    private static List<NamedTensor> WithGradients(ModelDescription model, Device device, WeightsSource weights, TensorData data)
    {
        using var trained = model.Create!(device, data.Samples, 0);
        trained.Load(weights.Path, weights.Names, weights.IsForced);
        var output = Output(model, data, trained.Forward);
        var loss = model.Loss == LossKind.CrossEntropy
            ? trained.Differentiate(data.Floats(model), data.Labels(model))
            : trained.Differentiate(data.Floats(model), data.Targets(model));
        return [output, Loss(loss), .. model.Parameters.Select(parameter => new NamedTensor("grad." + parameter.Name, parameter.Shape, trained.ReadGradient(parameter.Name)))];
    }

    private static NamedTensor Output(ModelDescription model, TensorData data, ForwardPass forward)
    {
        var output = new float[(long)data.Samples * model.Output.Count];
        forward(data.Floats(model), output);
        return new NamedTensor("output", [data.Samples, .. model.Output.Shape], output);
    }

    private static NamedTensor Loss(double loss) => new("loss", [], new[] { (float)loss });
}
