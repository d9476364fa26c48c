namespace Bilinear.Kernels.Cpu.Gemm;

/// <summary>
/// Packs the columns of b into panels [depth, two vectors]. Of a dual product's b = [W; V]ᵀ a panel's first vector is columns
/// of W and its second the same columns of V, so that one tile holds both products of its elements.
/// </summary>
internal unsafe struct PackJob : IJob
{
    public Factor B;
    public int Depth;
    public bool IsDual;

    /// <summary>The first panel that is packed, and how many.</summary>
    public int FirstPanel;
    public int Panels;

    /// <summary>Columns of b; of a dual product those of one half.</summary>
    public int Columns;
    public float* Packed;

    public readonly int PanelsPerChunk => Math.Max(1, (1 << 16) / (Blocking.TileColumns(Simd.Width) * Math.Max(1, Depth)));

    public readonly int Chunks => Blocking.Blocks(Panels, PanelsPerChunk);

    /// <summary>Panels of a whole b.</summary>
    public static int PanelsOf(int columns, bool isDual) =>
        Blocking.Blocks(columns, isDual ? Simd.Width : Blocking.TileColumns(Simd.Width));

    public readonly void Run<TVector>(int chunk, Scratch scratch) where TVector : unmanaged, IVector<TVector>
    {
        var width = Blocking.TileColumns(TVector.Width);
        var end = Math.Min(Panels, (chunk + 1) * PanelsPerChunk);
        for (var panel = chunk * PanelsPerChunk; panel < end; panel++)
        {
            var packed = Packed + (long)panel * Depth * width;
            if (IsDual)
            {
                var column = (FirstPanel + panel) * TVector.Width;
                Pack(column, TVector.Width, packed, width, column);
                Pack(column, TVector.Width, packed + TVector.Width, width, Columns + column);
            }
            else
            {
                var column = (FirstPanel + panel) * width;
                Pack(column, width, packed, width, column);
            }
        }
    }

    private readonly void Pack(int column, int slot, float* packed, int width, int sourceColumn) =>
        Packing.Strip(B.From(0, sourceColumn), B.IsTransposed, Math.Min(slot, Columns - column), Depth, packed, slot, width);
}
