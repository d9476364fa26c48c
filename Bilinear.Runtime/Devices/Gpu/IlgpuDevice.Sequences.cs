using Bilinear.Kernels;
using Bilinear.Kernels.Gpu.Losses;
using Bilinear.Kernels.Gpu.Tokens;
using Bilinear.Tensors;

namespace Bilinear.Devices.Gpu;

internal sealed partial class IlgpuDevice
{
    public override void Embed(View tokens, View table, View y)
    {
        Shapes.Embed(this, tokens, table, y);
        Run(static (queue, at) => EmbedKernel.Launch(queue, at.tokens, at.table, at.y), (tokens, table, y));
    }

    public override void EmbedAdjoint(View tokens, View dy, View dTable, bool adds)
    {
        Shapes.EmbedAdjoint(this, tokens, dy, dTable);
        Run(static (queue, at) => EmbedAdjointKernel.Launch(queue, at.tokens, at.dy, at.dTable, at.adds), (tokens, dy, dTable, adds));
    }

    public override void Rotate(View x, View positions, View y, int heads, double @base, bool inverse)
    {
        Shapes.Rotate(this, x, positions, y, heads, @base);
        Run(static (queue, at) => RotateKernel.Launch(queue, at.x, at.positions, at.y, at.heads, at.@base, at.inverse), (x, positions, y, heads, @base, inverse));
    }

    public override void LinearCrossEntropy(View x, View weight, View bias, View targets, View loss, View dx, View dWeight, View dBias)
    {
        Shapes.LinearCrossEntropy(this, x, weight, bias, targets, loss, dx, dWeight, dBias);
        Run(
            static (queue, at) => LinearLoss.Launch(queue, at.x, at.weight, at.bias, at.targets, at.loss, at.dx, at.dWeight, at.dBias),
            (x, weight, bias, targets, loss, dx, dWeight, dBias));
    }
}
