using Bilinear.Kernels.Vectors;
using Bilinear.Tensors;
using ILGPU;
using ILGPU.Runtime;

namespace Bilinear.Kernels.Gpu.Losses;

/// <summary>
/// Computes losses[i] = log Σ_c exp(logits[i,c]) − logits[i,target[i]], and dLogits = (softmax − onehot) / rows if it is wanted.
/// Each row has a group; the caller computes the mean of the losses.
/// </summary>
internal static class CrossEntropyKernel
{
    public static void Launch(GpuQueue queue, View logits, View targets, View loss, View dLogits)
    {
        var (rows, classes) = (logits.LogicalRows, logits.LogicalColumns);
        var losses = queue.Scratch<float>(rows);
        var launch = queue.Load(typeof(CrossEntropyKernel), static accelerator => accelerator.LoadStreamKernel<GpuMatrix, GpuMatrix, ArrayView<float>, GpuMatrix, int, float>(Run));
        if (rows > 0)
            launch(Groups.Rows(rows), GpuMatrix.Of(logits), GpuMatrix.Of(targets), losses, GpuMatrix.Of(dLogits), classes, dLogits.IsNone ? 0 : 1f / rows);
        MeanKernel.Launch(queue, losses, GpuMatrix.Of(loss), rows);
    }

    /// <param name="scale">1 / rows, or 0 if no gradient is wanted.</param>
    private static void Run(GpuMatrix logits, GpuMatrix targets, ArrayView<float> losses, GpuMatrix dLogits, int classes, float scale)
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
        Group.Barrier();
        if (Group.IdxX == 0)
            losses[row] = loss;
        if (scale == 0)
            return;
        // Floats in both arms: of integers, an optimising C# compiler makes a comparison's own 0 or 1, which ILGPU turns into 0.
        for (var c = Group.IdxX; c < classes; c += Groups.RowThreads)
            dLogits[row, c] = (ExpMinus(max - logits[row, c]) / sum - (c == target ? 1f : 0f)) * scale;
    }

    private static float ExpMinus(float a) => Elementary.ExpMinus(new Scalar(a)).Value;
}
