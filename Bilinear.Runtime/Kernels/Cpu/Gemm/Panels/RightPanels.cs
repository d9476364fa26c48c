using System.Runtime.InteropServices;
using Bilinear.Kernels.Cpu.Gemm.Tiles;

namespace Bilinear.Kernels.Cpu.Gemm.Panels;

/// <summary>
/// Describes the columns of b as panels [depth, two vectors]; the last has one vector if that is enough. In a dual product, where
/// b = [W; V]ᵀ, a panel's first vector is columns of W and its second the same columns of V, so that one tile holds both
/// products of its elements. The columns that a panel has beyond those of b are zero, so the microkernel has no tails.
/// </summary>
internal unsafe struct RightPanels
{
    public Factor B;
    public int Depth;

    /// <summary>The columns of b; in a dual product the columns of one half.</summary>
    public int Columns;
    public bool IsDual;

    public static RightPanels Of(Factor b, Tensors.View view, bool isDual) => new()
    {
        B = b,
        Depth = view.LogicalRows,
        Columns = isDual ? view.LogicalColumns / 2 : view.LogicalColumns,
        IsDual = isDual,
    };

    /// <summary>The number of floats of all panels.</summary>
    public readonly long Size => (long)Count * Depth * Blocking.TileColumns(Simd.Width);

    public readonly int Count => CountOf(Columns, IsDual);

    public static int CountOf(int columns, bool isDual) =>
        Ceiling.Divide(columns, isDual ? Simd.Width : Blocking.TileColumns(Simd.Width));

    /// <summary>Whether the microkernel may read the panels where they lie: their rows are whole vectors, and side by side.</summary>
    public readonly bool CanBeReadInPlace => !IsDual && !B.IsTransposed && Columns % Simd.Width == 0 && B.CanBeReadInPlace;

    /// <summary>Gives the first column of a panel.</summary>
    public readonly int Column(int panel, int width) => panel * (IsDual ? width : Blocking.TileColumns(width));

    /// <summary>Gives the number of vectors across a panel.</summary>
    public readonly int Vectors(int panel, int width) => IsDual || Columns - Column(panel, width) > width ? Blocking.TileVectors : 1;

    /// <summary>Packs k … k + depth of panels side by side.</summary>
    /// <param name="destination">The start of the first panel. A panel has <paramref name="stride"/> floats.</param>
    /// <param name="row">The row of the destination's panels that k is packed to.</param>
    public readonly void Pack<TVector>(int first, int end, int k, int depth, float* destination, long stride, int row)
        where TVector : unmanaged, IVector<TVector>
    {
        var slice = Packing.Slice(B.IsTransposed, depth);
        for (var start = 0; start < depth; start += slice)
        {
            for (var panel = first; panel < end; panel++)
                Pack<TVector>(panel, k + start, Math.Min(slice, depth - start), destination + (panel - first) * stride, row + start);
        }
    }

    private readonly void Pack<TVector>(int panel, int k, int depth, float* destination, int row) where TVector : unmanaged, IVector<TVector>
    {
        var column = Column(panel, TVector.Width);
        var width = Vectors(panel, TVector.Width) * TVector.Width;
        var lines = Math.Min(IsDual ? TVector.Width : width, Columns - column);
        destination += (long)row * width;
        if (lines < (IsDual ? TVector.Width : width))
            NativeMemory.Clear(destination, (nuint)(depth * width) * sizeof(float));
        Packing.Strip(B.From(k, column), B.IsTransposed, lines, depth, destination, width);
        if (IsDual)
            Packing.Strip(B.From(k, Columns + column), B.IsTransposed, lines, depth, destination + TVector.Width, width);
    }
}
