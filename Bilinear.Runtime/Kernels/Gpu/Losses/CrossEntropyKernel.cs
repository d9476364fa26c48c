using Bilinear.Kernels.Vectors;
using Bilinear.Tensors;
using ILGPU;
using ILGPU.Runtime;

namespace Bilinear.Kernels.Gpu.Losses;

/// <summary>
/// Computes losses[i] = log Σ_c exp(logits[i,c]) − logits[i,target[i]], and dLogits = (softmax − onehot) / counted if it is wanted, zero for a
/// row without target. Each row has a group; the caller counts the rows with a target, and computes the mean of the losses.
/// </summary>
internal static class CrossEntropyKernel
{
    public static void Launch(GpuQueue queue, View logits, View targets, View loss, View dLogits)
    {
        var (rows, classes) = (logits.LogicalRows, logits.LogicalColumns);
        var scratch = queue.Scratch<float>(rows + 1);
        var (losses, counted) = (scratch.SubView(0, rows), scratch.SubView(rows, 1));
        CountKernel.Launch(queue, GpuMatrix.Of(targets), rows, counted);
        Launch(queue, GpuMatrix.Of(logits), GpuMatrix.Of(targets), counted, losses, GpuMatrix.Of(dLogits), classes, !dLogits.IsNone);
        MeanKernel.Launch(queue, losses, GpuMatrix.Of(loss), counted);
    }

    /// <param name="losses">A cell for each row.</param>
    /// <param name="dLogits">May lie over the logits.</param>
    public static void Launch(GpuQueue queue, GpuMatrix logits, GpuMatrix targets, ArrayView<float> counted, ArrayView<float> losses, GpuMatrix dLogits, int classes, bool hasGradient)
    {
        var launch = queue.Load(typeof(CrossEntropyKernel), static accelerator => accelerator.LoadStreamKernel<GpuMatrix, GpuMatrix, ArrayView<float>, ArrayView<float>, GpuMatrix, int, int>(Run));
        if (losses.IntLength > 0)
            launch(Groups.Rows(losses.IntLength), logits, targets, counted, losses, dLogits, classes, hasGradient ? 1 : 0);
    }

    private static void Run(GpuMatrix logits, GpuMatrix targets, ArrayView<float> counted, ArrayView<float> losses, GpuMatrix dLogits, int classes, int hasGradient)
    {
        var shared = SharedMemory.Allocate<float>(Groups.RowThreads);
        var row = Grid.IdxX;
        var target = targets.Integer(row, 0);
        var isClass = target >= 0 && target < classes;

        var max = float.NegativeInfinity;
        for (var c = Group.IdxX; c < classes; c += Groups.RowThreads)
            max = MathF.Max(max, logits[row, c]);
        max = Groups.Reduce<float, Max>(shared, Groups.RowThreads, max);

        var sum = 0f;
        for (var c = Group.IdxX; c < classes; c += Groups.RowThreads)
            sum += ExpMinus(max - logits[row, c]);
        sum = Groups.Reduce<float, Sum>(shared, Groups.RowThreads, sum);

        // All threads read the target's logit before any overwrites it, in case the gradient is written over the logits.
        var loss = isClass ? Elementary.Log(new Scalar(sum)).Value + (max - logits[row, target]) : float.NaN;
        if (target == CountKernel.NoTarget)
            loss = 0;
        Group.Barrier();
        if (Group.IdxX == 0)
            losses[row] = loss;
        if (hasGradient == 0)
            return;
        // Floats in both arms: of integers, an optimising C# compiler makes a comparison's own 0 or 1, which ILGPU turns into 0.
        for (var c = Group.IdxX; c < classes; c += Groups.RowThreads)
            dLogits[row, c] = target == CountKernel.NoTarget ? 0f : (ExpMinus(max - logits[row, c]) / sum - (c == target ? 1f : 0f)) / counted[0];
    }

    private static float ExpMinus(float a) => Elementary.ExpMinus(new Scalar(a)).Value;
}
