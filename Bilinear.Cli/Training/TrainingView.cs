using Bilinear.Training;

namespace Bilinear.Cli.Training;

/// <summary>How training shows itself while it runs. Everything but what was asked for goes to standard error.</summary>
internal abstract class TrainingView
{
    /// <summary>Shows a step that was taken.</summary>
    public virtual void Step(TrainingStep step, TimeSpan left)
    {
    }

    public abstract void Epoch(EpochReport epoch);

    /// <summary>Says that training was stopped, and where it can go on.</summary>
    public abstract void Stopped(long step, long totalSteps, string message);

    /// <summary>Says that training is complete.</summary>
    /// <param name="test">How good the last weights are on the test data.</param>
    public abstract void Done(TrainingEnd end, Evaluation test);
}
