using Bilinear.Training;

namespace Bilinear.Cli.Training;

/// <summary>How training shows itself while it runs. Everything but what was asked for goes to standard error.</summary>
internal abstract class TrainingView
{
    /// <summary>Runs the training, with whatever the view needs around it.</summary>
    public virtual void Run(Action training) => training();

    /// <summary>After every step.</summary>
    public virtual void Step(TrainingStep step, TimeSpan left)
    {
    }

    public abstract void Epoch(EpochReport epoch);

    /// <summary>It was stopped, and what is written says where.</summary>
    public abstract void Stopped(long step, long totalSteps, string message);

    /// <summary>It is complete.</summary>
    public abstract void Done(Evaluation test);
}
