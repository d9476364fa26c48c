using Bilinear.Tensors;
using ILGPU.Runtime;

namespace Bilinear.Kernels.Gpu.Rows;

/// <summary>Computes m ← m + (1−β₁)(g − m); v ← β₂v + (1−β₂)g²; p as <see cref="AdamWScalars"/> says, operation by operation as PyTorch's.</summary>
internal static class AdamWKernel
{
    public static void Launch(GpuQueue queue, View parameters, View gradients, View firstMoment, View secondMoment, in AdamWScalars scalars)
    {
        var launch = queue.Load(typeof(AdamWKernel), static accelerator => accelerator.LoadStreamKernel<GpuMatrix, GpuMatrix, GpuMatrix, GpuMatrix, int, AdamWScalars>(Run));
        var count = parameters.Columns;
        launch(Groups.Elements(count), GpuMatrix.Of(parameters), GpuMatrix.Of(gradients), GpuMatrix.Of(firstMoment), GpuMatrix.Of(secondMoment), count, scalars);
    }

    private static void Run(GpuMatrix parameters, GpuMatrix gradients, GpuMatrix firstMoment, GpuMatrix secondMoment, int count, AdamWScalars at)
    {
        var element = Groups.Element;
        if (element >= (uint)count)
            return;
        var i = (int)element;
        var g = gradients[0, i];
        var m = firstMoment[0, i] + at.Take1 * (g - firstMoment[0, i]);
        var v = secondMoment[0, i] * at.Keep2 + at.Take2 * g * g;
        firstMoment[0, i] = m;
        secondMoment[0, i] = v;
        var deviation = MathF.Sqrt(v) / at.Root2 + at.Epsilon;
        parameters[0, i] = parameters[0, i] * at.Decay - at.Step * (m / deviation);
    }
}
