using Bilinear.Cli.Output;
using Bilinear.Cli.Training;
using Bilinear.Training;

namespace Bilinear.Cli.Commands.Converting;

/// <summary>Training as a person sees it, without the scores at its end: those of a conversion are compared.</summary>
internal sealed class ConversionView(StatusLine status) : TrainingView
{
    private readonly TextView _text = new(status);

    public override void Step(TrainingStep step, TimeSpan left) => _text.Step(step, left);

    public override void Epoch(EpochReport epoch) => _text.Epoch(epoch);

    public override void Stopped(long step, long totalSteps, string message) => _text.Stopped(step, totalSteps, $"{message} Go on with the same command and --resume.");

    public override void Done(TrainingEnd end, Evaluation test) => status.Clear();
}
