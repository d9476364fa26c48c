using Bilinear.Kernels;
using Bilinear.Kernels.Gpu.Rows;
using Bilinear.Tensors;

namespace Bilinear.Devices.Gpu;

internal sealed partial class IlgpuDevice
{
    public override void BatchScale(View squares, View scale, int rows, float epsilon, bool perChannel)
    {
        Shapes.BatchScale(this, squares, scale, rows);
        Run(static (queue, at) => BatchScaleKernel.Launch(queue, at.squares, at.scale, at.rows, at.epsilon, at.perChannel), (squares, scale, rows, epsilon, perChannel));
    }

    public override void BatchScaleAdjoint(View scale, View dScale, View dSquares, int rows, bool perChannel)
    {
        Shapes.BatchScaleAdjoint(this, scale, dScale, dSquares, rows);
        Run(static (queue, at) => BatchScaleAdjointKernel.Launch(queue, at.scale, at.dScale, at.dSquares, at.rows, at.perChannel), (scale, dScale, dSquares, rows, perChannel));
    }

    public override void MeasureScale(View scale, View batch, float take)
    {
        Shapes.MeasureScale(this, scale, batch);
        Run(static (queue, at) => MeasureScaleKernel.Launch(queue, at.scale, at.batch, at.take), (scale, batch, take));
    }
}
