using System.Runtime.InteropServices;
using Bilinear.Kernels.Cpu.Gemm.Tiles;

namespace Bilinear.Kernels.Cpu.Gemm.Panels;

/// <summary>Describes the rows of a as panels [depth, height of a tile]. The last panel is only as high as its rows need, and its missing rows are zeros.</summary>
internal unsafe struct LeftPanels
{
    public Factor A;
    public int Rows;

    /// <summary>Gives the number of rows, including those that pad the last tile.</summary>
    public readonly int PaddedRows(int tileRows) => Ceiling.Divide(Rows, tileRows) * tileRows;

    /// <summary>Packs k … k + depth of so many rows. The panel of row r begins at packed + r·depth.</summary>
    /// <param name="row">The first row, which begins a tile.</param>
    public readonly void Pack(int row, int rows, int k, int depth, float* packed, int tileRows)
    {
        var slice = Packing.Slice(!A.IsTransposed, depth);
        for (var start = 0; start < depth; start += slice)
        {
            var sliced = Math.Min(slice, depth - start);
            for (var r = 0; r < rows; r += tileRows)
            {
                var count = Math.Min(tileRows, rows - r);
                var height = MicroKernel.Height(count, tileRows);
                var panel = packed + (long)r * depth + (long)start * height;
                if (count < height)
                    NativeMemory.Clear(panel, (nuint)(sliced * height) * sizeof(float));
                Packing.Strip(A.From(row + r, k + start), !A.IsTransposed, count, sliced, panel, height, fetchesNext: start + sliced < depth);
            }
        }
    }
}
