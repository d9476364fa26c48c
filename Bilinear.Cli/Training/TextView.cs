using System.Globalization;
using Bilinear.Cli.Output;
using Bilinear.Text;
using Bilinear.Training;

namespace Bilinear.Cli.Training;

/// <summary>Shows training to a person: one line says how far training is, and the lines above it tell of the epochs that are over.</summary>
internal sealed class TextView(StatusLine status) : TrainingView
{
    private const int BarWidth = 20;

    public override void Step(TrainingStep step, TimeSpan left) =>
        status.Show("training", () => string.Create(CultureInfo.InvariantCulture, $"{Bar(step)}  epoch {step.Epoch}/{step.TotalEpochs}  loss {Score.Loss(step.ReadLoss())}{Sharpness(step)}  {Speed(step)}  {StatusLine.Time(left)} left"));

    // How long it still takes is outdated as soon as it is written, so it stands in the line that moves alone.
    public override void Epoch(EpochReport epoch) => status.Say(string.Create(CultureInfo.InvariantCulture,
        $"epoch {epoch.Last.Epoch}/{epoch.Last.TotalEpochs}  loss {Score.Loss(epoch.Loss)}{Sharpness(epoch.Last)}{Validation(epoch.Last)}  {Quality("test", epoch.Test)}  {Speed(epoch.Last)}"));

    public override void Stopped(long step, long totalSteps, string message)
    {
        status.Clear();
        status.Say(message);
    }

    public override void Done(TrainingEnd end, Evaluation test)
    {
        status.Clear();
        if (end.EpochsLeftOut > 0)
            status.Say($"stopped early, after {end.Patience} epochs without a smaller validation loss: {(end.EpochsLeftOut == 1 ? "one epoch is" : $"{end.EpochsLeftOut} epochs are")} left out");
        Written.Say(status, [end.Weights, .. end.BestWeights is { } best ? [best] : Array.Empty<string>(), .. end.Log is { } log ? [log] : Array.Empty<string>()]);
        if (end is { Best: { Last: { Validation: { } validation, Epoch: var epoch }, Test: var then }, BestWeights: { } file })
            status.Say($"{ForeignText.Clean(file)} has epoch {epoch}, of the smallest validation loss, {Score.Loss(validation.Loss)}: {Quality("test", then)}");
        status.Say(string.Create(CultureInfo.InvariantCulture, $"on {test.Samples:N0} {(test.Targets > 0 ? "pieces" : "samples")} of {end.TestData}:"));
        Score.Write(test);
    }

    /// <summary><c>[########............]  41 %</c></summary>
    private static string Bar(TrainingStep step)
    {
        var filled = (int)(BarWidth * step.Step / step.TotalSteps);
        return string.Create(CultureInfo.InvariantCulture, $"[{new string('#', filled).PadRight(BarWidth, '.')}] {100 * step.Step / step.TotalSteps,3} %");
    }

    private static string Sharpness(TrainingStep step) => step.Sharpness < 1 ? string.Create(CultureInfo.InvariantCulture, $"  β {step.Sharpness:F2}") : "";

    // Texts are of any length: their tokens are the work.
    private static string Speed(TrainingStep step) => string.Create(CultureInfo.InvariantCulture, $"{(step.TokensPerSecond > 0 ? step.TokensPerSecond : step.SamplesPerSecond):N0} {(step.TokensPerSecond > 0 ? "tokens" : "samples")}/s");

    private static string Validation(TrainingStep step) => step.Validation is { } validation
        ? $"  validation loss {Score.Loss(validation.Loss)}{(step.IsBest ? "*" : " ")}"
        : "";

    /// <summary><c>test accuracy 0.9741</c>, of several outputs <c>test accuracy.digit 0.9741  test loss.angle 0.0912</c>.</summary>
    private static string Quality(string part, Evaluation test) => string.Join("  ", test.Outputs.Select(output =>
    {
        var suffix = test.Outputs.Count == 1 ? "" : $".{output.Output}";
        return double.IsNaN(output.Accuracy) ? $"{part} loss{suffix} {Score.Loss(test.Outputs.Count == 1 ? test.Loss : output.Loss)}" : $"{part} accuracy{suffix} {Score.Share(output.Accuracy)}";
    }));
}
