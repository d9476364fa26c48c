using Bilinear.Data;
using Bilinear.Tensors;
using Bilinear.Training.Files;

namespace Bilinear.Training.Loop;

/// <summary>Where the smallest validation loss of a run was.</summary>
/// <param name="Step">The number of steps taken then.</param>
internal readonly record struct BestLoss(double Loss, long Step);

/// <summary>Evaluates the samples for validation after each epoch, and knows the best epoch and when patience is at its end.</summary>
internal sealed class Validation(TrainingPlan plan, DataSet data, Workspace at)
{
    private (double Loss, long Step)? _last;

    /// <summary>The epoch with the smallest loss so far; null before the first.</summary>
    public BestLoss? Best { get; private set; }

    /// <summary>The parameters after that epoch; null before the first.</summary>
    public float[]? BestParameters { get; private set; }

    /// <summary>The evaluation after the last epoch; null until there is one, and for a run that goes on from a checkpoint.</summary>
    public Evaluation? Last { get; private set; }

    /// <summary>Goes on from a checkpoint.</summary>
    public void Resume(Checkpoint checkpoint)
    {
        (Best, BestParameters) = (checkpoint.Best, checkpoint.BestParameters);
        _last = checkpoint.ValidationLoss is { } loss ? (loss, checkpoint.Step) : null;
    }

    /// <summary>The loss after so many steps; null if it was not measured then.</summary>
    public double? LossAt(long taken) => _last is { } last && last.Step == taken ? last.Loss : null;

    /// <summary>Evaluates the parameters as they are.</summary>
    /// <param name="read">Reads them.</param>
    /// <param name="counts">Whether they could be written as the best; not while gates are on their way from one kind to another.</param>
    /// <returns>Whether the loss is the smallest so far.</returns>
    /// <exception cref="DivergedException">An output is no number.</exception>
    public bool Measure(long taken, Func<float[]> read, bool counts = true)
    {
        try
        {
            Last = Evaluator.Run(plan.Model, at, data);
        }
        catch (NotFiniteException)
        {
            throw new DivergedException(plan.Model.Name, taken, $"not all outputs for {data.Name} are numbers");
        }
        _last = (Last.Loss, taken);
        if (!counts || (Best is { Loss: var best } && best <= Last.Loss))
            return false;
        (Best, BestParameters) = (new BestLoss(Last.Loss, taken), read());
        return true;
    }

    /// <summary>Whether there were so many epochs without gain that training ends.</summary>
    public bool IsExhausted(long taken) =>
        plan.Options.Patience > 0 && Best is { Step: var step } && plan.EpochsIn(taken) - plan.EpochsIn(step) >= plan.Options.Patience;
}
