using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Bilinear.Kernels.Cpu.Gemm;

/// <summary>
/// Rearranges a strip of a factor into a panel [depth, width], which the microkernel then reads straight through: of a, the
/// rows of one tile; of b, its columns. A strip narrower than its slot is padded with zeros, so the microkernel knows no tails.
/// </summary>
internal static unsafe class Packing
{
    /// <summary>panel[k, slot…] = the strip, whose lines lie along the depth (rows of a) or across it (rows of b).</summary>
    /// <param name="source">The strip's first element.</param>
    /// <param name="alongDepth">Whether one stored row is one line of the strip.</param>
    /// <param name="lines">Lines of the strip, at most <paramref name="slot"/>.</param>
    /// <param name="width">From one k to the next in the panel.</param>
    public static void Strip(Strided source, bool alongDepth, int lines, int depth, float* panel, int slot, int width)
    {
        if (lines < slot)
            Pad(depth, panel + lines, slot - lines, width);
        if (alongDepth)
            Interleave(source, lines, depth, panel, width);
        else
            Copy(source, lines, depth, panel, width);
    }

    private static void Pad(int depth, float* panel, int count, int width)
    {
        for (var k = 0; k < depth; k++)
            NativeMemory.Clear(panel + (long)k * width, (nuint)count * sizeof(float));
    }

    // panel[k, j] = source[k, j]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy(Strided source, int lines, int depth, float* panel, int width)
    {
        for (var k = 0; k < depth; k++, panel += width)
        {
            var row = source.Row(k);
            var j = 0;
            for (; j <= lines - 4; j += 4)
                Vector128.Load(row + j).Store(panel + j);
            for (; j < lines; j++)
                panel[j] = row[j];
        }
    }

    // panel[k, j] = source[j, k]: squares of 4×4 are turned in registers
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Interleave(Strided source, int lines, int depth, float* panel, int width)
    {
        var j = 0;
        for (; j <= lines - 4; j += 4)
            InterleaveFour(source.Row(j), source.Stride, depth, panel + j, width);
        for (; j < lines; j++)
        {
            var row = source.Row(j);
            for (var k = 0; k < depth; k++)
                panel[j + (long)k * width] = row[k];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
