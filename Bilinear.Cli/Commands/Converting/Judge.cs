using System.CommandLine;
using Bilinear.Cli.Compiling;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Data;
using Bilinear.Data.Text;
using Bilinear.Devices;
using Bilinear.Training;

namespace Bilinear.Cli.Commands.Converting;

/// <summary>Scores models on one set of test data, as <c>eval</c> does.</summary>
internal sealed class Judge(ParseResult parseResult, DataOptions data, Device device, StatusLine status)
{
    /// <summary>The samples that are computed at once.</summary>
    public const int Batch = 256;

    private DataSet? _samples;
    private ScoredTexts? _texts;

    /// <summary>The name of the test data; empty before the first model is scored.</summary>
    public string Data { get; private set; } = "";

    public NamedScore Of(string name, ModelDescription model, WeightsSource weights)
    {
        Open(model, weights);
        using var parameters = weights.Load(model, device);
        using var inference = _texts is null ? parameters.OpenInference(Math.Min(Batch, _samples!.Count)) : TextRun.Open(parameters, _texts.Count);
        var evaluation = status.While($"evaluating {name} on {Data}", () => inference.Evaluate(_samples!));
        return new NamedScore(name, _texts is null ? Score.Of(evaluation) : new TextScore(evaluation, _texts).Losses);
    }

    private void Open(ModelDescription model, WeightsSource weights)
    {
        if (_samples is not null)
            return;
        if (model.TakesTexts)
        {
            (var name, _texts) = data.OpenTexts(parseResult, model, status).ReadScored(model, weights.Metadata?.Provenance);
            _samples = DataSet.OfTexts(name, _texts);
        }
        else
        {
            _samples = data.Open(parseResult, model, status, isTrained: false, weights.Schema).Test;
        }
        Data = _samples.Name;
    }
}
