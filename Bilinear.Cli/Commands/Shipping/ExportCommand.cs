using System.CommandLine;
using Bilinear.Cli.Compiling;
using Bilinear.Cli.Exporting;
using Bilinear.Cli.Files;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Devices;
using Bilinear.Serialization.Files;
using Bilinear.Spectral;
using Bilinear.Spectral.Forms;
using Bilinear.Training;
using Google.Protobuf;

namespace Bilinear.Cli.Commands.Shipping;

/// <summary>Writes a model in a format that other runtimes read.</summary>
internal sealed class ExportCommand : ToolCommand
{
    private const string Onnx = "onnx";

    private readonly WeightsArgument _files = new();
    private readonly ModelOptions _model = new();
    private readonly WeightsOptions _weights = new();
    private readonly Option<string> _format = new("--format") { Description = "What to write: ONNX, of operator set 17.", HelpName = Onnx, DefaultValueFactory = _ => Onnx };
    private readonly Option<string> _out = new("--out") { Description = "The .onnx file to write.", HelpName = "FILE", Required = true };

    public ExportCommand()
        : base("export", "Write a model, or its truncation, as a file that runs without Bilinear: its graph, its weights, and where they come from.",
            "bmlp export mnist.safetensors --format onnx --out mnist.onnx",
            "bmlp export mnist.bmlp torch.safetensors --map 'fc1\\.(.*)=embed.$1' --out mnist.onnx")
    {
        _format.AcceptOnly("format", Onnx);
        _files.AddTo(this);
        _model.AddChoiceTo(this);
        _weights.AddReadingTo(this);
        Add(_format);
        Add(_out);
        Do(Run);
    }

    protected override IEnumerable<CommandFile> Files(ParseResult parseResult) => [.. _files.Files(parseResult), CommandFile.Output(_out.Name, parseResult.GetValue(_out)!)];

    private int Run(ParseResult parseResult, StatusLine status)
    {
        var (program, path) = _files.Read(parseResult);
        var weights = _weights.Open(parseResult, path);
        var request = _model.Read(parseResult, program, weights);
        var chosen = ChosenModel.Of(request, weights);
        var forward = chosen.Model.Lowered.Forward;
        OnnxModel.Check(forward);

        var model = CompiledModel.Load(chosen, request.File, status);
        using var device = Device.Open(DeviceKind.Cpu);
        using var parameters = weights.Load(model, device);
        var metadata = ModelMetadata.Write(model, parameters.Provenance);
        metadata.Add(SpectraFile.HashKey, ParameterReader.Of(parameters).Hash());
        var exported = OnnxModel.Of(forward, chosen.Model.Bound.Documentation, parameters.ReadParameter, metadata);
        var output = parseResult.GetValue(_out)!;
        AtomicFile.Write(output, exported.WriteTo);
        Written.Say(status, output);
        return ExitCode.Success;
    }
}
