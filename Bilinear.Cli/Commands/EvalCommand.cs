using System.CommandLine;
using Bilinear.Cli.Compiling;
using Bilinear.Cli.Files;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Data;
using Bilinear.Training;

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
        : base("eval", "Evaluate weights on the test part of data: accuracy and loss, each on a line; for mean squared error the loss alone; of texts nats a token and bits a byte.",
            "bmlp eval mnist.bmlp --weights mnist.safetensors --data mnist",
            "bmlp eval stories.bmlp --weights stories.safetensors --data test.txt --tokenizer tokenizer.json")
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
        if (model.TakesTexts)
            return RunOnTexts(parseResult, status, model, weights);
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

    // Each text alone, and all of the test texts.
    private int RunOnTexts(ParseResult parseResult, StatusLine status, ModelDescription model, WeightsSource weights)
    {
        var (name, scored) = _data.OpenTexts(parseResult, model, status).ReadScored(model, weights.Metadata?.Provenance);
        using var device = _device.Open(parseResult);
        using var parameters = weights.Load(model, device);
        using var inference = TextRun.Open(parameters, scored.Count);
        var score = new TextScore(status.While($"evaluating on {name}", () => inference.Evaluate(DataSet.OfTexts(name, scored))), scored);
        if (!parseResult.GetValue(_json))
        {
            score.Write();
            return ExitCode.Success;
        }
        Json.Write(json =>
        {
            json.WriteString("model", model.Name);
            json.WriteString("data", name);
            score.Write(json);
        });
        return ExitCode.Success;
    }
}
