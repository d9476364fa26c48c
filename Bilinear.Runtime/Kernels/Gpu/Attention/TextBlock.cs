using System.Runtime.CompilerServices;
using Bilinear.Kernels.Gpu.Products;
using ILGPU;

namespace Bilinear.Kernels.Gpu.Attention;

/// <summary>
/// A block of the rows of one text, which a group works on. Blocks begin anew with each text, so that a text's result does not depend on
/// what stands beside it. The host does not know where texts begin: it starts as many groups as there may be blocks, and some have no rows.
/// </summary>
internal readonly struct TextBlock(int text, int first, int end, int row)
{
    /// <summary>The number of the text.</summary>
    public readonly int Text = text;

    /// <summary>The text's rows.</summary>
    public readonly int First = first;
    public readonly int End = end;

    /// <summary>The first row of the block.</summary>
    public readonly int Row = row;

    /// <summary>Gives the launch with a group for each block that there may be, times <paramref name="across"/>.</summary>
    public static KernelConfig Cover(int rows, int texts, int across) =>
        new(new Index3D(rows / Tile.Side + Math.Min(rows, texts), across, 1), new Index3D(Tile.Threads, 1, 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TextBlock Find(GpuMatrix starts, int texts, int block)
    {
        int text = 0, first = 0, end = 0, row = 0;
        for (var i = 0; i < texts; i++)
        {
            var start = starts.Integer(0, i);
            var stop = starts.Integer(0, i + 1);
            var blocks = (stop - start + Tile.Side - 1) / Tile.Side;
            if (block >= 0 && block < blocks)
            {
                text = i;
                first = start;
                end = stop;
                row = start + block * Tile.Side;
            }
            block -= blocks;
        }
        return new(text, first, end, row);
    }
}
