using Bilinear.Kernels.Cpu.Gemm.Tiles;

namespace Bilinear.Kernels.Cpu.Attention.Tiles;

/// <summary>Computes the products of rows of keys or values with a strip of queries, [key, query].</summary>
internal static unsafe class StripProducts
{
    /// <param name="rows">The rows of one head.</param>
    /// <param name="strip">The strip, turned: [size, vectors].</param>
    /// <param name="both">The rows that all vectors take; the second of two vectors takes the rest.</param>
    /// <param name="stride">The cells from one row of products to the next.</param>
    public static void Run<TVector>(Strided rows, float* strip, int size, int vectors, int both, int count, float* products, nint stride, ref Prefetch ahead)
        where TVector : unmanaged, IVector<TVector>
    {
        var (left, width) = ((nint)rows.Stride, vectors * TVector.Width);
        StridedKernel.Run<TVector, LinesAlongDepth>(both, vectors, rows.Start, left, strip, width, size, products, stride, resume: false, ref ahead);
        StridedKernel.Run<TVector, LinesAlongDepth>(count - both, 1, rows.Row(both), left, strip + TVector.Width, width, size, products + both * stride + TVector.Width, stride, resume: false, ref ahead);
    }
}
