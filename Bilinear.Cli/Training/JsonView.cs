using System.Text.Json;
using Bilinear.Cli.Output;
using Bilinear.Training;

namespace Bilinear.Cli.Training;

/// <summary>One JSON object a line on standard output, for scripts: each epoch, then how it ended.</summary>
internal sealed class JsonView : TrainingView
{
    public override void Epoch(EpochReport epoch) => Json.Write(json =>
    {
        json.WriteString("event", "epoch");
        json.WriteNumber("epoch", epoch.Last.Epoch);
        json.WriteNumber("epochs", epoch.Last.TotalEpochs);
        json.WriteNumber("step", epoch.Last.Step);
        json.WriteNumber("steps", epoch.Last.TotalSteps);
        json.WriteNumber("loss", epoch.Loss);
        if (epoch.Last.Validation is { } validation)
        {
            WriteScore(json, "validation", validation);
            json.WriteBoolean("is_best", epoch.Last.IsBest);
        }
        WriteScore(json, "test", epoch.Test);
        json.WriteNumber("learning_rate", epoch.Last.LearningRate);
        if (epoch.Last.Sharpness < 1)
            json.WriteNumber("beta", epoch.Last.Sharpness);
        json.WriteNumber("samples_per_second", Math.Round(epoch.Last.SamplesPerSecond));
        if (epoch.Last.TokensPerSecond > 0)
            json.WriteNumber("tokens_per_second", Math.Round(epoch.Last.TokensPerSecond));
        json.WriteNumber("seconds_left", Math.Round(epoch.Left.TotalSeconds, 1));
    });

    public override void Stopped(long step, long totalSteps, string message) => Json.Write(json =>
    {
        json.WriteString("event", "stopped");
        json.WriteNumber("step", step);
        json.WriteNumber("steps", totalSteps);
        json.WriteString("message", message);
    });

    public override void Done(TrainingEnd end, Evaluation test) => Json.Write(json =>
    {
        json.WriteString("event", "done");
        WriteScore(json, "test", test);
        if (end.BestWeights is null)
            return;
        json.WriteString("best_weights", end.BestWeights);
        json.WriteNumber("epochs_left_out", end.EpochsLeftOut);
        if (end.Best is not { } best)
            return;
        json.WriteNumber("best_epoch", best.Last.Epoch);
        WriteScore(json, "best_validation", best.Last.Validation!);
        WriteScore(json, "best_test", best.Test);
    });

    // JSON has no NaN: what is none is left out.
    private static void WriteScore(Utf8JsonWriter json, string part, Evaluation test)
    {
        Put("", test.Loss, test.Accuracy);
        foreach (var output in test.Outputs.Count == 1 ? [] : test.Outputs)
            Put($".{output.Output}", output.Loss, output.Accuracy);

        void Put(string suffix, double loss, double accuracy)
        {
            if (double.IsFinite(loss))
                json.WriteNumber($"{part}_loss{suffix}", loss);
            if (double.IsFinite(accuracy))
                json.WriteNumber($"{part}_accuracy{suffix}", accuracy);
        }
    }
}
