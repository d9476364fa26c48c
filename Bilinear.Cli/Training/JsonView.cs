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
        WriteTest(json, epoch.Test);
        json.WriteNumber("learning_rate", epoch.Last.LearningRate);
        json.WriteNumber("samples_per_second", Math.Round(epoch.Last.SamplesPerSecond));
        json.WriteNumber("seconds_left", Math.Round(epoch.Left.TotalSeconds, 1));
    });

    public override void Stopped(long step, long totalSteps, string message) => Json.Write(json =>
    {
        json.WriteString("event", "stopped");
        json.WriteNumber("step", step);
        json.WriteNumber("steps", totalSteps);
        json.WriteString("message", message);
    });

    public override void Done(string weights, string testData, Evaluation test) => Json.Write(json =>
    {
        json.WriteString("event", "done");
        WriteTest(json, test);
    });

    // JSON has no NaN: what is none is left out.
    private static void WriteTest(Utf8JsonWriter json, Evaluation test)
    {
        Put("", test.Loss, test.Accuracy);
        foreach (var output in test.Outputs.Count == 1 ? [] : test.Outputs)
            Put($".{output.Output}", output.Loss, output.Accuracy);

        void Put(string suffix, double loss, double accuracy)
        {
            if (double.IsFinite(loss))
                json.WriteNumber($"test_loss{suffix}", loss);
            if (double.IsFinite(accuracy))
                json.WriteNumber($"test_accuracy{suffix}", accuracy);
        }
    }
}
