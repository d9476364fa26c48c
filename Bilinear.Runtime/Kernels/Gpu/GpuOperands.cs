using System.Runtime.CompilerServices;
using Bilinear.Kernels.Vectors;
using Bilinear.Tensors;

namespace Bilinear.Kernels.Gpu;

/// <summary>The element-wise operands of one kernel call; see <see cref="Operands"/>.</summary>
internal struct GpuOperands
{
    public GpuMatrix In0;
    public GpuMatrix In1;
    public GpuMatrix In2;
    public GpuMatrix In3;
    public GpuMatrix Out0;
    public GpuMatrix Out1;
    public GpuMatrix Out2;

    public static GpuOperands Of(in Operands operands) => new()
    {
        In0 = GpuMatrix.Of(operands.In0),
        In1 = GpuMatrix.Of(operands.In1),
        In2 = GpuMatrix.Of(operands.In2),
        In3 = GpuMatrix.Of(operands.In3),
        Out0 = GpuMatrix.Of(operands.Out0),
        Out1 = GpuMatrix.Of(operands.Out1),
        Out2 = GpuMatrix.Of(operands.Out2),
    };

    /// <summary>Reads the epilogue's inputs at (row, column), applies it, and stores its outputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Finish<TEpilogue>(int row, int column, float left, float right = 0) where TEpilogue : struct, IEpilogue
    {
        var at = new Registers<Scalar> { Left = new(left), Right = new(right) };
        if (TEpilogue.Inputs > 0)
            at.In0 = new(In0[row, column]);
        if (TEpilogue.Inputs > 1)
            at.In1 = new(In1[row, column]);
        if (TEpilogue.Inputs > 2)
            at.In2 = new(In2[row, column]);
        if (TEpilogue.Inputs > 3)
            at.In3 = new(In3[row, column]);

        TEpilogue.Apply(ref at);

        if (TEpilogue.Outputs > 0)
            Out0[row, column] = at.Out0.Value;
        if (TEpilogue.Outputs > 1)
            Out1[row, column] = at.Out1.Value;
        if (TEpilogue.Outputs > 2)
            Out2[row, column] = at.Out2.Value;
    }
}
