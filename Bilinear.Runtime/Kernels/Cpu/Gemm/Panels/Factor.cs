using Bilinear.Tensors;

namespace Bilinear.Kernels.Cpu.Gemm.Panels;

/// <summary>A factor of a product whose memory is held: the stored matrix, and whether it is read transposed.</summary>
internal readonly unsafe struct Factor(Strided matrix, bool isTransposed)
{
    public readonly Strided Matrix = matrix;
    public readonly bool IsTransposed = isTransposed;

    public static Factor Hold(Call call, View view) => new(call.Hold(view), view.IsTransposed);

    /// <summary>Gives the start of the strip at logical (row, column).</summary>
    public Strided From(int row, int column) => IsTransposed
        ? new(Matrix.Row(column) + row, Matrix.Stride)
        : new(Matrix.Row(row) + column, Matrix.Stride);
}
