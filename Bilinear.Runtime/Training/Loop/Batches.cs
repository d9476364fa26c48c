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
    private readonly int[] _order = new int[plan.Data.Count];
    private readonly DataTarget[] _targets = [.. plan.Model.Outputs.Select(output => DataCheck.TargetOf(plan.Model, output, plan.Data))];
    private long _epoch = -1;

    /// <summary>Puts the batch of a step, counted from 0, into the workspace.</summary>
    public void Load(long step, Workspace at)
    {
        var (epoch, batch) = Math.DivRem(step, plan.StepsPerEpoch);
        if (epoch != _epoch)
            Shuffle(_order, plan.Options.Seed, (uint)(_epoch = epoch));
        var samples = _order.AsMemory((int)batch * _size, _size);

        at.LoadInputs(plan.Data, samples);
        at.LoadSamples(samples.Span);
        for (var output = 0; output < _targets.Length; output++)
            at.LoadTargets(output, _targets[output], samples);
    }

    /// <summary>Writes 0 … n−1 in an order that seed and epoch decide, by the shuffle of Fisher and Yates.</summary>
    internal static void Shuffle(Span<int> order, ulong seed, uint epoch)
    {
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        for (var i = order.Length - 1; i > 0; i--)
        {
            // ⌊u·(i + 1)⌋ for u in [0, 1) of 32 bits.
            var word = Philox.Block(seed, (uint)i, 0, Philox.ShuffleStream, epoch).A;
            var j = (int)((ulong)word * (ulong)(i + 1) >> 32);
            (order[i], order[j]) = (order[j], order[i]);
        }
    }
}
