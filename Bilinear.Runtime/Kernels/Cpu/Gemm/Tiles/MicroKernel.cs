using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Bilinear.Kernels.Cpu.Gemm.Tiles;

/// <summary>
/// Runs the innermost loop, tile[r, c] += Σ_k a[k, r]·b[k, c] with all of the tile in registers. One source for every vector width, every number
/// of rows, and for factors that are packed as for those that are read where they lie; the JIT drops the rows that a tile does not have. Each
/// element is the same chain of fused products whatever the number of rows, so a result does not depend on how a batch was cut.
/// </summary>
internal static unsafe class MicroKernel
{
    /// <summary>The cells of the next panel that are fetched with each k: of 32 columns, a tile of eight fetches its share in a line with every fourth k, which is asked for four times.</summary>
    public const int CellsAhead = 4;

    /// <summary>Gives the height of a panel for so many rows: the smallest of 1, 2, 4, 6, 8 and the full tile that holds them.</summary>
    public static int Height(int rows, int tileRows) =>
        rows == 1 ? 1 : rows == 2 ? 2 : rows <= 4 ? 4 : rows <= 6 ? 6 : rows <= 8 ? 8 : tileRows;

    /// <summary>Gives the height of the next tile where no cell beyond the rows may be touched: the largest that they fill.</summary>
    public static int FilledHeight(int rows, int tileRows) =>
        rows >= tileRows ? tileRows : rows >= 8 ? 8 : rows >= 6 ? 6 : rows >= 4 ? 4 : rows >= 2 ? 2 : 1;

    /// <param name="height">The rows of the tile: 1, 2, 4, 6, 8 or 12.</param>
    /// <param name="a">a[0, 0]; <paramref name="stride"/> cells lie between its lines.</param>
    /// <param name="b">[depth, vectors], its rows <paramref name="rightStride"/> cells apart.</param>
    /// <param name="tile">[height, vectors], its rows <paramref name="tileStride"/> cells apart.</param>
    /// <param name="resume">Whether to continue from what the tile holds, or from zero.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TVector, TLeft>(int height, int vectors, float* a, nint stride, float* b, nint rightStride, int depth, float* tile, nint tileStride, bool resume)
        where TVector : unmanaged, IVector<TVector> where TLeft : struct, ILeftLines
    {
        if (vectors == 2)
            Run<TVector, TLeft, TwoVectors>(height, a, stride, b, rightStride, depth, tile, tileStride, resume);
        else
            Run<TVector, TLeft, OneVector>(height, a, stride, b, rightStride, depth, tile, tileStride, resume);
    }

    private static void Run<TVector, TLeft, TPanel>(int height, float* a, nint stride, float* b, nint rightStride, int depth, float* tile, nint tileStride, bool resume)
        where TVector : unmanaged, IVector<TVector> where TLeft : struct, ILeftLines where TPanel : struct, IPanelWidth
    {
        if (height == 12)
            Run<TVector, TLeft, TPanel, TwelveRows, FetchesNothing>(a, stride, b, rightStride, depth, tile, tileStride, resume, null);
        else if (height == 8)
            Run<TVector, TLeft, TPanel, EightRows, FetchesNothing>(a, stride, b, rightStride, depth, tile, tileStride, resume, null);
        else if (height == 6)
            Run<TVector, TLeft, TPanel, SixRows, FetchesNothing>(a, stride, b, rightStride, depth, tile, tileStride, resume, null);
        else if (height == 4)
            Run<TVector, TLeft, TPanel, FourRows, FetchesNothing>(a, stride, b, rightStride, depth, tile, tileStride, resume, null);
        else if (height == 2)
            Run<TVector, TLeft, TPanel, TwoRows, FetchesNothing>(a, stride, b, rightStride, depth, tile, tileStride, resume, null);
        else
            Run<TVector, TLeft, TPanel, OneRow, FetchesNothing>(a, stride, b, rightStride, depth, tile, tileStride, resume, null);
    }

    /// <summary>Computes a full tile, and with each k fetches one line into L1: <paramref name="ahead"/> has an address for each of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RunFetching<TVector, TLeft>(int vectors, float* a, nint stride, float* b, nint rightStride, int depth, float* tile, nint tileStride, bool resume, nint* ahead)
        where TVector : unmanaged, IVector<TVector> where TLeft : struct, ILeftLines
    {
        if (vectors == 2)
            RunFetching<TVector, TLeft, TwoVectors>(a, stride, b, rightStride, depth, tile, tileStride, resume, ahead);
        else
            RunFetching<TVector, TLeft, OneVector>(a, stride, b, rightStride, depth, tile, tileStride, resume, ahead);
    }

    /// <summary>
    /// Computes a full tile, and with each k fetches a few of the next cells of a panel into L2, from <paramref name="next"/> on: <see cref="CellsAhead"/> of them, so that the tiles
    /// of a whole block of rows fetch a whole panel.
    /// </summary>
    public static void RunFetchingPanel<TVector, TLeft>(float* a, nint stride, float* b, nint rightStride, int depth, float* tile, nint tileStride, bool resume, float* next)
        where TVector : unmanaged, IVector<TVector> where TLeft : struct, ILeftLines =>
        Run<TVector, TLeft, TwoVectors, TwelveRows, FetchesPanel>(a, stride, b, rightStride, depth, tile, tileStride, resume, (nint*)next);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunFetching<TVector, TLeft, TPanel>(float* a, nint stride, float* b, nint rightStride, int depth, float* tile, nint tileStride, bool resume, nint* ahead)
        where TVector : unmanaged, IVector<TVector> where TLeft : struct, ILeftLines where TPanel : struct, IPanelWidth
    {
        if (Blocking.TileRows(TVector.Width) == 12)
            Run<TVector, TLeft, TPanel, TwelveRows, Fetches>(a, stride, b, rightStride, depth, tile, tileStride, resume, ahead);
        else
            Run<TVector, TLeft, TPanel, SixRows, Fetches>(a, stride, b, rightStride, depth, tile, tileStride, resume, ahead);
    }

    // Optimised at the first call: in the JIT's first tier the accumulators would be in memory. Four pointers reach the twelve rows: the processor adds one or two strides to each by itself.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TVector, TLeft, TPanel, TRows, TAhead>(float* a, nint stride, float* b, nint rightStride, int depth, float* tile, nint tileStride, bool resume, nint* ahead)
        where TVector : unmanaged, IVector<TVector> where TLeft : struct, ILeftLines where TPanel : struct, IPanelWidth where TRows : struct, ITileRows where TAhead : struct, IAhead
    {
        var width = TVector.Width;
        var row = TLeft.RowStep(stride);
        var step = TLeft.DepthStep(stride);
        var a3 = a + 3 * row;
        var a6 = a + 6 * row;
        var a9 = a + 9 * row;
        var t3 = tile + 3 * tileStride;
        var t6 = tile + 6 * tileStride;
        var t9 = tile + 9 * tileStride;
        TVector c0, d0, c1, d1, c2, d2, c3, d3, c4, d4, c5, d5;
        TVector c6, d6, c7, d7, c8, d8, c9, d9, c10, d10, c11, d11;
        c0 = d0 = c1 = d1 = c2 = d2 = c3 = d3 = c4 = d4 = c5 = d5 = TVector.Create(0f);
        c6 = d6 = c7 = d7 = c8 = d8 = c9 = d9 = c10 = d10 = c11 = d11 = TVector.Create(0f);
        if (resume)
        {
            c0 = TVector.Load(tile);
            if (TPanel.Vectors > 1)
                d0 = TVector.Load(tile + width);
            if (TRows.Count > 1)
            {
                c1 = TVector.Load(tile + tileStride);
                if (TPanel.Vectors > 1)
                    d1 = TVector.Load(tile + tileStride + width);
            }
            if (TRows.Count > 2)
            {
                c2 = TVector.Load(tile + 2 * tileStride);
                if (TPanel.Vectors > 1)
                    d2 = TVector.Load(tile + 2 * tileStride + width);
                c3 = TVector.Load(t3);
                if (TPanel.Vectors > 1)
                    d3 = TVector.Load(t3 + width);
            }
            if (TRows.Count > 4)
            {
                c4 = TVector.Load(t3 + tileStride);
                if (TPanel.Vectors > 1)
                    d4 = TVector.Load(t3 + tileStride + width);
                c5 = TVector.Load(t3 + 2 * tileStride);
                if (TPanel.Vectors > 1)
                    d5 = TVector.Load(t3 + 2 * tileStride + width);
            }
            if (TRows.Count > 6)
            {
                c6 = TVector.Load(t6);
                if (TPanel.Vectors > 1)
                    d6 = TVector.Load(t6 + width);
                c7 = TVector.Load(t6 + tileStride);
                if (TPanel.Vectors > 1)
                    d7 = TVector.Load(t6 + tileStride + width);
            }
            if (TRows.Count > 8)
            {
                c8 = TVector.Load(t6 + 2 * tileStride);
                if (TPanel.Vectors > 1)
                    d8 = TVector.Load(t6 + 2 * tileStride + width);
                c9 = TVector.Load(t9);
                if (TPanel.Vectors > 1)
                    d9 = TVector.Load(t9 + width);
                c10 = TVector.Load(t9 + tileStride);
                if (TPanel.Vectors > 1)
                    d10 = TVector.Load(t9 + tileStride + width);
                c11 = TVector.Load(t9 + 2 * tileStride);
                if (TPanel.Vectors > 1)
                    d11 = TVector.Load(t9 + 2 * tileStride + width);
            }
        }
        for (; depth > 0; depth--)
        {
            if (TAhead.Fetches && Sse.IsSupported)
                Sse.Prefetch0((float*)*ahead++);
            if (TAhead.FetchesPanel && Sse.IsSupported)
            {
                Sse.Prefetch1(ahead);
                ahead = (nint*)((float*)ahead + CellsAhead);
            }
            var left = TVector.Load(b);
            var right = TPanel.Vectors > 1 ? TVector.Load(b + width) : left;
            TVector x;
            x = TVector.Create(*a);
            TVector.Accumulate(x, left, ref c0);
            if (TPanel.Vectors > 1)
                TVector.Accumulate(x, right, ref d0);
            if (TRows.Count > 1)
            {
                x = TVector.Create(a[row]);
                TVector.Accumulate(x, left, ref c1);
                if (TPanel.Vectors > 1)
                    TVector.Accumulate(x, right, ref d1);
            }
            if (TRows.Count > 2)
            {
                x = TVector.Create(a[2 * row]);
                TVector.Accumulate(x, left, ref c2);
                if (TPanel.Vectors > 1)
                    TVector.Accumulate(x, right, ref d2);
                x = TVector.Create(*a3);
                TVector.Accumulate(x, left, ref c3);
                if (TPanel.Vectors > 1)
                    TVector.Accumulate(x, right, ref d3);
            }
            if (TRows.Count > 4)
            {
                x = TVector.Create(a3[row]);
                TVector.Accumulate(x, left, ref c4);
                if (TPanel.Vectors > 1)
                    TVector.Accumulate(x, right, ref d4);
                x = TVector.Create(a3[2 * row]);
                TVector.Accumulate(x, left, ref c5);
                if (TPanel.Vectors > 1)
                    TVector.Accumulate(x, right, ref d5);
            }
            if (TRows.Count > 6)
            {
                x = TVector.Create(*a6);
                TVector.Accumulate(x, left, ref c6);
                if (TPanel.Vectors > 1)
                    TVector.Accumulate(x, right, ref d6);
                x = TVector.Create(a6[row]);
                TVector.Accumulate(x, left, ref c7);
                if (TPanel.Vectors > 1)
                    TVector.Accumulate(x, right, ref d7);
            }
            if (TRows.Count > 8)
            {
                x = TVector.Create(a6[2 * row]);
                TVector.Accumulate(x, left, ref c8);
                if (TPanel.Vectors > 1)
                    TVector.Accumulate(x, right, ref d8);
                x = TVector.Create(*a9);
                TVector.Accumulate(x, left, ref c9);
                if (TPanel.Vectors > 1)
                    TVector.Accumulate(x, right, ref d9);
                x = TVector.Create(a9[row]);
                TVector.Accumulate(x, left, ref c10);
                if (TPanel.Vectors > 1)
                    TVector.Accumulate(x, right, ref d10);
                x = TVector.Create(a9[2 * row]);
                TVector.Accumulate(x, left, ref c11);
                if (TPanel.Vectors > 1)
                    TVector.Accumulate(x, right, ref d11);
            }
            a += step;
            a3 += step;
            a6 += step;
            a9 += step;
            b += rightStride;
        }
        TVector.Store(c0, tile);
        if (TPanel.Vectors > 1)
            TVector.Store(d0, tile + width);
        if (TRows.Count > 1)
        {
            TVector.Store(c1, tile + tileStride);
            if (TPanel.Vectors > 1)
                TVector.Store(d1, tile + tileStride + width);
        }
        if (TRows.Count > 2)
        {
            TVector.Store(c2, tile + 2 * tileStride);
            if (TPanel.Vectors > 1)
                TVector.Store(d2, tile + 2 * tileStride + width);
            TVector.Store(c3, t3);
            if (TPanel.Vectors > 1)
                TVector.Store(d3, t3 + width);
        }
        if (TRows.Count > 4)
        {
            TVector.Store(c4, t3 + tileStride);
            if (TPanel.Vectors > 1)
                TVector.Store(d4, t3 + tileStride + width);
            TVector.Store(c5, t3 + 2 * tileStride);
            if (TPanel.Vectors > 1)
                TVector.Store(d5, t3 + 2 * tileStride + width);
        }
        if (TRows.Count > 6)
        {
            TVector.Store(c6, t6);
            if (TPanel.Vectors > 1)
                TVector.Store(d6, t6 + width);
            TVector.Store(c7, t6 + tileStride);
            if (TPanel.Vectors > 1)
                TVector.Store(d7, t6 + tileStride + width);
        }
        if (TRows.Count > 8)
        {
            TVector.Store(c8, t6 + 2 * tileStride);
            if (TPanel.Vectors > 1)
                TVector.Store(d8, t6 + 2 * tileStride + width);
            TVector.Store(c9, t9);
            if (TPanel.Vectors > 1)
                TVector.Store(d9, t9 + width);
            TVector.Store(c10, t9 + tileStride);
            if (TPanel.Vectors > 1)
                TVector.Store(d10, t9 + tileStride + width);
            TVector.Store(c11, t9 + 2 * tileStride);
            if (TPanel.Vectors > 1)
                TVector.Store(d11, t9 + 2 * tileStride + width);
        }
    }
}
