using Bilinear.Kernels;
using Bilinear.Kernels.Cpu.Attention;
using Bilinear.Tensors;

namespace Bilinear.Devices;

internal sealed unsafe partial class CpuDevice
{
    public override void Attention(View q, View k, View v, Texts texts, View o, View logSums, in AttentionShape shape)
    {
        Shapes.Attention(this, q, k, v, texts, o, logSums, shape);
        using var call = Begin();
        AttentionPass.Forward(call, q, k, v, texts, o, logSums, shape);
    }

    public override void AttentionAdjoint(View q, View k, View v, View o, View logSums, View dO, Texts texts, View dq, View dk, View dv, in AttentionShape shape)
    {
        Shapes.AttentionAdjoint(this, q, k, v, o, logSums, dO, texts, dq, dk, dv, shape);
        using var call = Begin();
        AttentionPass.Adjoint(call, q, k, v, o, logSums, dO, texts, dq, dk, dv, shape);
    }

    public override void CachedAttention(View q, View k, View v, Texts texts, in KeyValueCache cache, View o, in AttentionShape shape)
    {
        Shapes.CachedAttention(this, q, k, v, texts, cache, o, shape);
        using var call = Begin();
        AttentionPass.Cached(call, q, k, v, texts, cache, o, shape);
    }
}
