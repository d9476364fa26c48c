using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Bilinear.Kernels.Cpu.Gemm.Panels;

/// <summary>
/// Rearranges a strip of a factor into a panel [depth, width], which the microkernel then reads straight through: a strip of a
/// is the rows of one tile, a strip of b its columns.
/// </summary>
internal static unsafe class Packing
{
    /// <summary>The rows of the source that are copied into one panel before the next, which are some lines of each panel.</summary>
    private const int RowsOfCopy = 16;

    /// <summary>The floats in a cache line. Lines of the source are transposed one at a time, so that the sixteen lines of the panel that they go to fill up in L1.</summary>
    private const int Line = 16;

    /// <summary>The distance at which a row of the source is prefetched, since the processor itself follows fewer streams than a panel has rows.</summary>
    private const int Ahead = 4 * Line;

    /// <summary>
    /// Gives the depth to pack of one strip before the strip beside it. If the source's lines lie across the depth, it is so small
    /// that the part of them that belongs to the neighbours is still in L1.
    /// </summary>
    public static int Slice(bool alongDepth, int depth) => alongDepth ? depth : RowsOfCopy;

    /// <summary>Copies a strip, whose lines lie along the depth (rows of a) or across it (rows of b), to panel[k, …].</summary>
    /// <param name="source">The strip's first element.</param>
    /// <param name="alongDepth">Whether one stored row is one line of the strip.</param>
    /// <param name="lines">The number of lines of the strip.</param>
    /// <param name="width">The distance from one k to the next in the panel.</param>
    /// <param name="fetchesNext">Whether the strip's next slice is fetched meanwhile, if its lines lie across the depth: the processor does not foresee the short pieces that are read of each row.</param>
    public static void Strip(Strided source, bool alongDepth, int lines, int depth, float* panel, int width, bool fetchesNext = false)
    {
        if (alongDepth)
            Interleave(source, lines, depth, panel, width);
        else
            Copy(source, lines, depth, panel, width, fetchesNext);
    }

    // panel[k, j] = source[k, j]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy(Strided source, int lines, int depth, float* panel, int width, bool fetchesNext)
    {
        var row = source.Start;
        for (; depth > 0; depth--, panel += width, row += source.Stride)
        {
            if (fetchesNext && Sse.IsSupported)
                Sse.Prefetch0(row + RowsOfCopy * source.Stride);
            var j = 0;
            for (; j <= lines - 8; j += 8)
                Vector256.Load(row + j).Store(panel + j);
            if (j <= lines - 4)
            {
                Vector128.Load(row + j).Store(panel + j);
                j += 4;
            }
            for (; j < lines; j++)
                panel[j] = row[j];
        }
    }

    // panel[k, j] = source[j, k]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Interleave(Strided source, int lines, int depth, float* panel, int width)
    {
        for (var k = 0; k < depth; k += Line)
        {
            var count = Math.Min(Line, depth - k);
            var from = source.Start + k;
            var j = 0;
            for (; j <= lines - 4; j += 4, from += 4 * source.Stride)
            {
                Prefetch(from + Ahead, source.Stride);
                InterleaveFour(from, source.Stride, count, panel + j, width);
            }
            for (; j < lines; j++, from += source.Stride)
                for (var i = 0; i < count; i++)
                    panel[j + i * width] = from[i];
            panel += Line * width;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(float* source, long stride)
    {
        if (!Sse.IsSupported)
            return;
        Sse.Prefetch0(source);
        Sse.Prefetch0(source + stride);
        Sse.Prefetch0(source + 2 * stride);
        Sse.Prefetch0(source + 3 * stride);
    }

    // Squares of 4×4 are transposed in registers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void InterleaveFour(float* source, long stride, int depth, float* panel, int width)
    {
        var k = 0;
        if (Sse.IsSupported)
        {
            for (; k <= depth - 4; k += 4, source += 4)
            {
                var row0 = Sse.LoadVector128(source);
                var row1 = Sse.LoadVector128(source + stride);
                var row2 = Sse.LoadVector128(source + 2 * stride);
                var row3 = Sse.LoadVector128(source + 3 * stride);
                var low01 = Sse.UnpackLow(row0, row1);
                var low23 = Sse.UnpackLow(row2, row3);
                var high01 = Sse.UnpackHigh(row0, row1);
                var high23 = Sse.UnpackHigh(row2, row3);
                Sse.MoveLowToHigh(low01, low23).Store(panel);
                Sse.MoveHighToLow(low23, low01).Store(panel + width);
                Sse.MoveLowToHigh(high01, high23).Store(panel + 2 * width);
                Sse.MoveHighToLow(high23, high01).Store(panel + 3 * width);
                panel += 4 * width;
            }
        }
        for (; k < depth; k++, source++, panel += width)
        {
            panel[0] = source[0];
            panel[1] = source[stride];
            panel[2] = source[2 * stride];
            panel[3] = source[3 * stride];
        }
    }
}
