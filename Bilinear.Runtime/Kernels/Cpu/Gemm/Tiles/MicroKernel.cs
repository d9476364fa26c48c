using System.Runtime.CompilerServices;

namespace Bilinear.Kernels.Cpu.Gemm.Tiles;

/// <summary>
/// Runs the innermost loop, tile[r, c] += Σ_k a[k, r]·b[k, c] with all of the tile in registers. One source for every vector width
/// and every number of rows; the JIT drops the rows that a tile does not have. Each element is the same chain of fused
/// products whatever the number of rows, so a result does not depend on how a batch was cut.
/// </summary>
internal static unsafe class MicroKernel
{
    /// <summary>Gives the panel height for so many rows: the smallest of 1, 2, 4, 6, 8 and the full tile that holds them.</summary>
    public static int Height(int rows, int tileRows) =>
        rows == 1 ? 1 : rows == 2 ? 2 : rows <= 4 ? 4 : rows <= 6 ? 6 : rows <= 8 ? 8 : tileRows;

    /// <param name="a">A panel [depth, height].</param>
    /// <param name="b">A panel [depth, vectors].</param>
    /// <param name="tile">[height, vectors], dense.</param>
    /// <param name="resume">Whether to continue from what the tile holds, or from zero.</param>
    public static void Run<TVector>(int height, int vectors, float* a, float* b, int depth, float* tile, bool resume)
        where TVector : unmanaged, IVector<TVector>
    {
        if (vectors == 2)
            Run<TVector, TwoVectors>(height, a, b, depth, tile, resume);
        else
            Run<TVector, OneVector>(height, a, b, depth, tile, resume);
    }

    private static void Run<TVector, TPanel>(int height, float* a, float* b, int depth, float* tile, bool resume)
        where TVector : unmanaged, IVector<TVector> where TPanel : struct, IPanelWidth
    {
        if (height == 12)
            Run<TVector, TPanel, TwelveRows>(a, b, depth, tile, resume);
        else if (height == 8)
            Run<TVector, TPanel, EightRows>(a, b, depth, tile, resume);
        else if (height == 6)
            Run<TVector, TPanel, SixRows>(a, b, depth, tile, resume);
        else if (height == 4)
            Run<TVector, TPanel, FourRows>(a, b, depth, tile, resume);
        else if (height == 2)
            Run<TVector, TPanel, TwoRows>(a, b, depth, tile, resume);
        else
            Run<TVector, TPanel, OneRow>(a, b, depth, tile, resume);
    }

    // Optimised at the first call: in the JIT's first tier the accumulators would be in memory.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TVector, TPanel, TRows>(float* a, float* b, int depth, float* tile, bool resume)
        where TVector : unmanaged, IVector<TVector> where TPanel : struct, IPanelWidth where TRows : struct, ITileRows
    {
        var width = TVector.Width;
        var row = TPanel.Vectors * width;
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
                c1 = TVector.Load(tile + row);
                if (TPanel.Vectors > 1)
                    d1 = TVector.Load(tile + row + width);
            }
            if (TRows.Count > 2)
            {
                c2 = TVector.Load(tile + 2 * row);
                if (TPanel.Vectors > 1)
                    d2 = TVector.Load(tile + 2 * row + width);
                c3 = TVector.Load(tile + 3 * row);
                if (TPanel.Vectors > 1)
                    d3 = TVector.Load(tile + 3 * row + width);
            }
            if (TRows.Count > 4)
            {
                c4 = TVector.Load(tile + 4 * row);
                if (TPanel.Vectors > 1)
                    d4 = TVector.Load(tile + 4 * row + width);
                c5 = TVector.Load(tile + 5 * row);
                if (TPanel.Vectors > 1)
                    d5 = TVector.Load(tile + 5 * row + width);
            }
            if (TRows.Count > 6)
            {
                c6 = TVector.Load(tile + 6 * row);
                if (TPanel.Vectors > 1)
                    d6 = TVector.Load(tile + 6 * row + width);
                c7 = TVector.Load(tile + 7 * row);
                if (TPanel.Vectors > 1)
                    d7 = TVector.Load(tile + 7 * row + width);
            }
            if (TRows.Count > 8)
            {
                c8 = TVector.Load(tile + 8 * row);
                if (TPanel.Vectors > 1)
                    d8 = TVector.Load(tile + 8 * row + width);
                c9 = TVector.Load(tile + 9 * row);
                if (TPanel.Vectors > 1)
                    d9 = TVector.Load(tile + 9 * row + width);
                c10 = TVector.Load(tile + 10 * row);
                if (TPanel.Vectors > 1)
                    d10 = TVector.Load(tile + 10 * row + width);
                c11 = TVector.Load(tile + 11 * row);
                if (TPanel.Vectors > 1)
                    d11 = TVector.Load(tile + 11 * row + width);
            }
        }
        for (; depth > 0; depth--)
        {
            var left = TVector.Load(b);
            var right = TPanel.Vectors > 1 ? TVector.Load(b + width) : left;
            TVector x;
            x = TVector.Create(a[0]);
            TVector.Accumulate(x, left, ref c0);
            if (TPanel.Vectors > 1)
                TVector.Accumulate(x, right, ref d0);
            if (TRows.Count > 1)
            {
                x = TVector.Create(a[1]);
                TVector.Accumulate(x, left, ref c1);
                if (TPanel.Vectors > 1)
                    TVector.Accumulate(x, right, ref d1);
            }
            if (TRows.Count > 2)
            {
                x = TVector.Create(a[2]);
                TVector.Accumulate(x, left, ref c2);
                if (TPanel.Vectors > 1)
                    TVector.Accumulate(x, right, ref d2);
                x = TVector.Create(a[3]);
                TVector.Accumulate(x, left, ref c3);
                if (TPanel.Vectors > 1)
                    TVector.Accumulate(x, right, ref d3);
            }
            if (TRows.Count > 4)
            {
                x = TVector.Create(a[4]);
                TVector.Accumulate(x, left, ref c4);
                if (TPanel.Vectors > 1)
                    TVector.Accumulate(x, right, ref d4);
                x = TVector.Create(a[5]);
                TVector.Accumulate(x, left, ref c5);
                if (TPanel.Vectors > 1)
                    TVector.Accumulate(x, right, ref d5);
            }
            if (TRows.Count > 6)
            {
                x = TVector.Create(a[6]);
                TVector.Accumulate(x, left, ref c6);
                if (TPanel.Vectors > 1)
                    TVector.Accumulate(x, right, ref d6);
                x = TVector.Create(a[7]);
                TVector.Accumulate(x, left, ref c7);
                if (TPanel.Vectors > 1)
                    TVector.Accumulate(x, right, ref d7);
            }
            if (TRows.Count > 8)
            {
                x = TVector.Create(a[8]);
                TVector.Accumulate(x, left, ref c8);
                if (TPanel.Vectors > 1)
                    TVector.Accumulate(x, right, ref d8);
                x = TVector.Create(a[9]);
                TVector.Accumulate(x, left, ref c9);
                if (TPanel.Vectors > 1)
                    TVector.Accumulate(x, right, ref d9);
                x = TVector.Create(a[10]);
                TVector.Accumulate(x, left, ref c10);
                if (TPanel.Vectors > 1)
                    TVector.Accumulate(x, right, ref d10);
                x = TVector.Create(a[11]);
                TVector.Accumulate(x, left, ref c11);
                if (TPanel.Vectors > 1)
                    TVector.Accumulate(x, right, ref d11);
            }
            a += TRows.Count;
            b += row;
        }
        TVector.Store(c0, tile);
        if (TPanel.Vectors > 1)
            TVector.Store(d0, tile + width);
        if (TRows.Count > 1)
        {
            TVector.Store(c1, tile + row);
            if (TPanel.Vectors > 1)
                TVector.Store(d1, tile + row + width);
        }
        if (TRows.Count > 2)
        {
            TVector.Store(c2, tile + 2 * row);
            if (TPanel.Vectors > 1)
                TVector.Store(d2, tile + 2 * row + width);
            TVector.Store(c3, tile + 3 * row);
            if (TPanel.Vectors > 1)
                TVector.Store(d3, tile + 3 * row + width);
        }
        if (TRows.Count > 4)
        {
            TVector.Store(c4, tile + 4 * row);
            if (TPanel.Vectors > 1)
                TVector.Store(d4, tile + 4 * row + width);
            TVector.Store(c5, tile + 5 * row);
            if (TPanel.Vectors > 1)
                TVector.Store(d5, tile + 5 * row + width);
        }
        if (TRows.Count > 6)
        {
            TVector.Store(c6, tile + 6 * row);
            if (TPanel.Vectors > 1)
                TVector.Store(d6, tile + 6 * row + width);
            TVector.Store(c7, tile + 7 * row);
            if (TPanel.Vectors > 1)
                TVector.Store(d7, tile + 7 * row + width);
        }
        if (TRows.Count > 8)
        {
            TVector.Store(c8, tile + 8 * row);
            if (TPanel.Vectors > 1)
                TVector.Store(d8, tile + 8 * row + width);
            TVector.Store(c9, tile + 9 * row);
            if (TPanel.Vectors > 1)
                TVector.Store(d9, tile + 9 * row + width);
            TVector.Store(c10, tile + 10 * row);
            if (TPanel.Vectors > 1)
                TVector.Store(d10, tile + 10 * row + width);
            TVector.Store(c11, tile + 11 * row);
            if (TPanel.Vectors > 1)
                TVector.Store(d11, tile + 11 * row + width);
        }
    }
}
