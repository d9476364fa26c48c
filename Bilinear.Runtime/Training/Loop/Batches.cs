using Bilinear.Data;
using Bilinear.Kernels;

namespace Bilinear.Training.Loop;

/// <summary>
/// Loads the batches of a run. The samples of a step are a function of the seed, the epoch and the step alone; everything passes
/// through buffers that are allocated once.
/// </summary>
internal sealed class Batches(TrainingPlan plan)
{
    private readonly int _size = plan.Options.Batch;
    private readonly int[] _order = new int[plan.Training.Count];
    private readonly DataTarget[] _targets = plan.Model.TakesTexts ? [] : [.. plan.Model.Outputs.Select(output => DataCheck.TargetOf(plan.Model, output, plan.Training))];
    private long _epoch = -1;

    /// <summary>Puts the batch of a step, counted from 0, into the workspace.</summary>
    public void Load(long step, Workspace at)
    {
        var (epoch, batch) = Math.DivRem(step, plan.StepsPerEpoch);
        if (epoch != _epoch)
            Permutation.Fill(_order, plan.Options.Seed, Philox.ShuffleStream, (uint)(_epoch = epoch));
        var samples = _order.AsMemory((int)batch * _size, _size);

        if (plan.Training.Texts is { } texts)
        {
            at.LoadTexts(texts, samples.Span);
            return;
        }
        at.LoadInputs(plan.Training, samples);
        at.LoadSamples(samples.Span);
        for (var output = 0; output < _targets.Length; output++)
            at.LoadTargets(output, _targets[output], samples);
    }
}
