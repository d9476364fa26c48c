using Bilinear.Tensors;
using ILGPU.Runtime;

namespace Bilinear.Kernels.Gpu;

/// <summary>m ← β₁m + (1−β₁)g; v ← β₂v + (1−β₂)g²; p as <see cref="AdamWScalars"/> says. One thread an element.</summary>
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
        var m = at.Beta1 * firstMoment[0, i] + (1 - at.Beta1) * g;
        var v = at.Beta2 * secondMoment[0, i] + (1 - at.Beta2) * g * g;
        firstMoment[0, i] = m;
        secondMoment[0, i] = v;
        parameters[0, i] = parameters[0, i] * (1 - at.LearningRate * at.WeightDecay)
            - at.LearningRate * (m / at.Correction1) / (MathF.Sqrt(v / at.Correction2) + at.Epsilon);
    }
}
