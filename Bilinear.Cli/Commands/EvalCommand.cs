using System.CommandLine;
using Bilinear.Cli.Compiling;
using Bilinear.Cli.Files;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;

namespace Bilinear.Cli.Commands;

/// <summary>Says how good weights are on test data.</summary>
internal sealed class EvalCommand : ToolCommand
{
    private const int Batch = 256;

    private readonly ModelOptions _model = new();
    private readonly WeightsOptions _weights = new();
    private readonly DataOptions _data = new();
    private readonly DeviceChoice _device = new();
    private readonly JsonOption _json = new();

    public EvalCommand()
        : base("eval", "Evaluate weights on the test part of data: accuracy and loss, each on a line; for mean squared error the loss alone.",
            "bmlp eval mnist.bmlp --weights mnist.safetensors --data mnist")
    {
        _model.AddTo(this);
        _weights.AddTo(this);
        _data.AddTo(this);
        _device.AddTo(this);
        Add(_json);
        Do(Run);
    }

    protected override IEnumerable<CommandFile> Files(ParseResult parseResult) => [_model.File(parseResult), _weights.File(parseResult)];

    private int Run(ParseResult parseResult, StatusLine status)
    {
        var weights = _weights.Open(parseResult);
        var model = CompiledModel.Load(_model.Read(parseResult), status, weights);
        var test = _data.Open(parseResult, model, status, isTrained: false, weights.Schema).Test;
        using var device = _device.Open(parseResult);
        using var parameters = weights.Load(model, device);
        using var inference = parameters.OpenInference(Math.Min(Batch, test.Count));
        var evaluation = status.While($"evaluating on {test.Name}", () => inference.Evaluate(test));
        if (parseResult.GetValue(_json))
        {
            Json.Write(json =>
            {
                json.WriteString("model", model.Name);
                json.WriteString("data", test.Name);
                json.WriteNumber("samples", test.Count);
                Score.Write(json, evaluation);
            });
        }
        else
        {
            Score.Write(evaluation);
        }

        return ExitCode.Success;
    }
}
