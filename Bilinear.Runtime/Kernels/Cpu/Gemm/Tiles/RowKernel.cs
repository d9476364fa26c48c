using System.Runtime.CompilerServices;

namespace Bilinear.Kernels.Cpu.Gemm.Tiles;

/// <summary>
/// Runs the microkernel of a single row. It takes four panels of b at once, since one panel's two accumulators would wait for each
/// other, and since four streams fetch weights faster than one. An element is the same chain of fused products as in a tile.
/// </summary>
internal static unsafe class RowKernel
{
    public const int Panels = 4;

    /// <param name="a">The row's part in this block of the depth.</param>
    /// <param name="b">The first of four panels [depth, two vectors].</param>
    /// <param name="stride">The distance from one panel to the next.</param>
    /// <param name="tile">The first of four tiles of one row.</param>
    /// <param name="tileStride">The distance from one tile to the next.</param>
    /// <param name="resume">Whether to continue from what the tiles hold, or from zero.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector>(float* a, float* b, long stride, int depth, float* tile, int tileStride, bool resume)
        where TVector : unmanaged, IVector<TVector>
    {
        var width = TVector.Width;
        var b1 = b + stride;
        var b2 = b1 + stride;
        var b3 = b2 + stride;
        var tile1 = tile + tileStride;
        var tile2 = tile1 + tileStride;
        var tile3 = tile2 + tileStride;
        TVector c0, d0, c1, d1, c2, d2, c3, d3;
        c0 = d0 = c1 = d1 = c2 = d2 = c3 = d3 = TVector.Create(0f);
        if (resume)
        {
            c0 = TVector.Load(tile);
            d0 = TVector.Load(tile + width);
            c1 = TVector.Load(tile1);
            d1 = TVector.Load(tile1 + width);
            c2 = TVector.Load(tile2);
            d2 = TVector.Load(tile2 + width);
            c3 = TVector.Load(tile3);
            d3 = TVector.Load(tile3 + width);
        }
        for (var k = 0; k < depth; k++)
        {
            var x = TVector.Create(a[k]);
            TVector.Accumulate(x, TVector.Load(b), ref c0);
            TVector.Accumulate(x, TVector.Load(b + width), ref d0);
            TVector.Accumulate(x, TVector.Load(b1), ref c1);
            TVector.Accumulate(x, TVector.Load(b1 + width), ref d1);
            TVector.Accumulate(x, TVector.Load(b2), ref c2);
            TVector.Accumulate(x, TVector.Load(b2 + width), ref d2);
            TVector.Accumulate(x, TVector.Load(b3), ref c3);
            TVector.Accumulate(x, TVector.Load(b3 + width), ref d3);
            b += 2 * width;
            b1 += 2 * width;
            b2 += 2 * width;
            b3 += 2 * width;
        }
        TVector.Store(c0, tile);
        TVector.Store(d0, tile + width);
        TVector.Store(c1, tile1);
        TVector.Store(d1, tile1 + width);
        TVector.Store(c2, tile2);
        TVector.Store(d2, tile2 + width);
        TVector.Store(c3, tile3);
        TVector.Store(d3, tile3 + width);
    }
}
