using Bilinear.Kernels.Cpu.Gemm.Tiles;

namespace Bilinear.Kernels.Cpu.Attention.Tiles;

/// <summary>
/// Runs the product's microkernel over rows that are read where they lie, as matrices of one head are so small that packing them would show, and fetches
/// what comes next between its tiles.
/// </summary>
internal static unsafe class StridedKernel
{
    /// <summary>The depth of a tile in whose time a line is fetched.</summary>
    private const int DepthOfLine = 3;

    /// <summary>The most lines that are fetched at a time: a core waits where some twenty are on their way.</summary>
    private const int MostLines = 12;

    /// <summary>Computes all rows, tile by tile. No cell of a beyond the rows is touched.</summary>
    /// <param name="a">a[0, 0]; <paramref name="stride"/> cells lie between its lines.</param>
    /// <param name="b">[depth, vectors], its rows <paramref name="rightStride"/> cells apart.</param>
    /// <param name="tile">[rows, vectors], its rows <paramref name="tileStride"/> cells apart.</param>
    /// <param name="resume">Whether to continue from what the tile holds, or from zero.</param>
    /// <param name="ahead">What is fetched meanwhile.</param>
    public static void Run<TVector, TLeft>(int rows, int vectors, float* a, nint stride, float* b, nint rightStride, int depth, float* tile, nint tileStride, bool resume, ref Prefetch ahead)
        where TVector : unmanaged, IVector<TVector> where TLeft : struct, ILeftLines
    {
        while (rows > 0)
        {
            ahead.Next(Math.Min(MostLines, depth / DepthOfLine));
            var height = MicroKernel.FilledHeight(rows, Blocking.TileRows(TVector.Width));
            MicroKernel.Run<TVector, TLeft>(height, vectors, a, stride, b, rightStride, depth, tile, tileStride, resume);
            a += height * TLeft.RowStep(stride);
            tile += height * tileStride;
            rows -= height;
        }
    }
}
