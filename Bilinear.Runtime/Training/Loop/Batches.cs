using Bilinear.Kernels;

namespace Bilinear.Training.Loop;

/// <summary>
/// The batches of a run. Which samples a step takes is a function of the seed, the epoch and the step alone; everything
/// passes through buffers that are made once.
/// </summary>
internal sealed class Batches(TrainingPlan plan)
{
    private readonly int _size = plan.Options.Batch;
    private readonly int[] _order = new int[plan.Data.Count];
    private readonly int[] _labels = new int[plan.Data.Classes > 0 ? plan.Options.Batch * plan.Data.TargetLength : 0];
    private readonly float[] _targets = new float[plan.Data.Classes > 0 ? 0 : plan.Options.Batch * plan.Data.TargetLength];
    private long _epoch = -1;

    /// <summary>Puts the batch of a step, counted from 0, into the workspace.</summary>
    public void Load(long step, Workspace at)
    {
        var (epoch, turn) = Math.DivRem(step, plan.StepsPerEpoch);
        if (epoch != _epoch) Shuffle(_order, plan.Options.Seed, (uint)(_epoch = epoch));
        var samples = _order.AsMemory((int)turn * _size, _size);

        at.LoadInputs(plan.Data, samples);
        if (plan.Data.Classes > 0)
        {
            plan.Data.GatherLabels(samples.Span, _labels);
            at.LoadTargets(_labels, samples.Span);
        }
        else
        {
            plan.Data.GatherTargets(samples.Span, _targets);
            at.LoadTargets(_targets, samples.Span);
        }
    }

    /// <summary>0 … n−1 in an order that seed and epoch decide: Fisher and Yates.</summary>
    internal static void Shuffle(Span<int> order, ulong seed, uint epoch)
    {
        for (var i = 0; i < order.Length; i++) order[i] = i;
        for (var i = order.Length - 1; i > 0; i--)
        {
            // ⌊u·(i + 1)⌋ for u in [0, 1) of 32 bits.
            var word = Philox.Block(seed, (uint)i, 0, Philox.ShuffleStream, epoch).A;
            var j = (int)((ulong)word * (ulong)(i + 1) >> 32);
            (order[i], order[j]) = (order[j], order[i]);
        }
    }
}
