using Bilinear.Kernels;
using Bilinear.Kernels.Gpu.Attention;
using Bilinear.Tensors;

namespace Bilinear.Devices.Gpu;

internal sealed partial class IlgpuDevice
{
    public override void Attention(View q, View k, View v, Texts texts, View o, View logSums, in AttentionShape shape)
    {
        Shapes.Attention(this, q, k, v, texts, o, logSums, shape);
        Run(
            static (queue, at) => AttentionKernel.Launch(queue, at.q, at.k, at.v, at.texts, at.o, at.logSums, GpuAttention.Of(at.shape, at.o.Columns, at.texts.Count)),
            (q, k, v, texts, o, logSums, shape));
    }

    public override void AttentionAdjoint(View q, View k, View v, View o, View logSums, View dO, Texts texts, View dq, View dk, View dv, in AttentionShape shape)
    {
        Shapes.AttentionAdjoint(this, q, k, v, o, logSums, dO, texts, dq, dk, dv, shape);
        Run(
            static (queue, at) => AttentionAdjointKernel.Launch(queue, at.q, at.k, at.v, at.o, at.logSums, at.dO, at.texts, at.dq, at.dk, at.dv, GpuAttention.Of(at.shape, at.dO.Columns, at.texts.Count)),
            (q, k, v, o, logSums, dO, texts, dq, dk, dv, shape));
    }

    public override void CachedAttention(View q, View k, View v, Texts texts, in KeyValueCache cache, View o, in AttentionShape shape)
    {
        Shapes.CachedAttention(this, q, k, v, texts, cache, o, shape);
        Run(
            static (queue, at) =>
            {
                CacheKernel.Launch(queue, at.k, at.texts, at.cache.Keys, at.cache.Context);
                CacheKernel.Launch(queue, at.v, at.texts, at.cache.Values, at.cache.Context);
                AttentionKernel.Launch(queue, at.q, at.cache.Keys, at.cache.Values, at.texts, at.o, default, GpuAttention.Of(at.shape, at.o.Columns, at.texts.Count, at.cache.Context));
            },
            (q, k, v, texts, cache, o, shape));
    }
}
