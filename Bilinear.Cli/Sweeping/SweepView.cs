using Bilinear.Cli.Training;
using Bilinear.Training;

namespace Bilinear.Cli.Sweeping;

/// <summary>Tells a sweep how far one of its runs is.</summary>
internal sealed class SweepView(Action<double> progress) : TrainingView
{
    public override void Step(TrainingStep step, TimeSpan left) => progress((double)step.Step / step.TotalSteps);

    public override void Epoch(EpochReport epoch)
    {
    }

    public override void Stopped(long step, long totalSteps, string message)
    {
    }

    public override void Done(TrainingEnd end, Evaluation test)
    {
    }
}
