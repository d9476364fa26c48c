using Bilinear.Tensors;
using ILGPU.Runtime;

namespace Bilinear.Kernels.Gpu.Rows;

/// <summary>Computes out[i,j] = E(in…[i,j]).</summary>
internal static class MapKernel<TEpilogue> where TEpilogue : struct, IEpilogue
{
    public static void Launch(GpuQueue queue, in Operands operands)
    {
        var (rows, columns) = (operands.Out0.LogicalRows, operands.Out0.LogicalColumns);
        var launch = queue.Load(typeof(MapKernel<TEpilogue>), static accelerator => accelerator.LoadStreamKernel<GpuOperands, int, int>(Run));
        launch(Groups.Elements((long)rows * columns), GpuOperands.Of(operands), rows, columns);
    }

    private static void Run(GpuOperands operands, int rows, int columns)
    {
        var element = Groups.Element;
        if (element < (uint)rows * (uint)columns)
            operands.Finish<TEpilogue>((int)(element / (uint)columns), (int)(element % (uint)columns), 0);
    }
}
