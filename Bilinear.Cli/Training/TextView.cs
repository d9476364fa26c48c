using System.Globalization;
using Bilinear.Cli.Output;
using Bilinear.Training;

namespace Bilinear.Cli.Training;

/// <summary>Shows training to a person: one line says how far training is, and the lines above it tell of the epochs that are over.</summary>
internal sealed class TextView(StatusLine status) : TrainingView
{
    private const int BarWidth = 20;

    public override void Step(TrainingStep step, TimeSpan left) =>
        status.Show("training", () => string.Create(CultureInfo.InvariantCulture, $"{Bar(step)}  epoch {step.Epoch}/{step.TotalEpochs}  loss {Score.Loss(step.ReadLoss())}  {step.SamplesPerSecond:N0} samples/s  {StatusLine.Time(left)} left"));

    // How long it still takes is outdated as soon as it is written, so it stands in the line that moves alone.
    public override void Epoch(EpochReport epoch) => status.Say(string.Create(CultureInfo.InvariantCulture,
        $"epoch {epoch.Last.Epoch}/{epoch.Last.TotalEpochs}  loss {Score.Loss(epoch.Loss)}  {Quality(epoch.Test)}  {epoch.Last.SamplesPerSecond:N0} samples/s"));

    public override void Stopped(long step, long totalSteps, string message)
    {
        status.Clear();
        status.Say(message);
    }

    public override void Done(string weights, string testData, Evaluation test)
    {
        status.Clear();
        Written.Say(status, weights);
        status.Say(string.Create(CultureInfo.InvariantCulture, $"on {test.Samples:N0} samples of {testData}:"));
        Score.Write(test);
    }

    /// <summary><c>[########............]  41 %</c></summary>
    private static string Bar(TrainingStep step)
    {
        var filled = (int)(BarWidth * step.Step / step.TotalSteps);
        return string.Create(CultureInfo.InvariantCulture, $"[{new string('#', filled).PadRight(BarWidth, '.')}] {100 * step.Step / step.TotalSteps,3} %");
    }

    /// <summary><c>test accuracy 0.9741</c>, of several outputs <c>test accuracy.digit 0.9741  test loss.angle 0.0912</c>.</summary>
    private static string Quality(Evaluation test) => string.Join("  ", test.Outputs.Select(output =>
    {
        var suffix = test.Outputs.Count == 1 ? "" : $".{output.Output}";
        return double.IsNaN(output.Accuracy) ? $"test loss{suffix} {Score.Loss(test.Outputs.Count == 1 ? test.Loss : output.Loss)}" : $"test accuracy{suffix} {Score.Share(output.Accuracy)}";
    }));
}
