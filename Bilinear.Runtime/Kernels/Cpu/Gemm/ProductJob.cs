using System.Runtime.CompilerServices;

namespace Bilinear.Kernels.Cpu.Gemm;

/// <summary>
/// out[m, n] = E(a[m, k]·b[k, n]) over packed b. A chunk is a block of rows × a block of columns of the result: it goes
/// through the depth in turns, packs its rows of a for each, and runs the microkernel over the tiles, panels of b outside,
/// so that one stays in L1 while the block's panels of a pass. After the last turn a tile is finished while it is in L1.
/// </summary>
internal unsafe struct ProductJob<TEpilogue> : IJob where TEpilogue : struct, IEpilogue
{
    public Factor A;
    public float* Packed;
    public int Rows;

    /// <summary>Of the result.</summary>
    public int Columns;
    public int Depth;
    public bool IsDual;

    /// <summary>The panels that Packed holds of b.</summary>
    public int FirstPanel;
    public int Panels;
    public Blocking Blocking;
    public Elements Elements;

    public readonly int Chunks => Blocking.RowBlocks * Blocking.ColumnBlocks;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TVector>(int chunk, Scratch scratch) where TVector : unmanaged, IVector<TVector>
    {
        var tileRows = Blocking.TileRows(TVector.Width);
        var tileColumns = Blocking.TileColumns(TVector.Width);
        var tileSize = tileRows * tileColumns;
        var row = chunk % Blocking.RowBlocks * Blocking.Rows;
        var rows = Math.Min(Blocking.Rows, Rows - row);
        var panelsPerBlock = Blocking.Columns / tileColumns;
        var firstPanel = chunk / Blocking.RowBlocks * panelsPerBlock;
        var endPanel = Math.Min(Panels, firstPanel + panelsPerBlock);

        var isOneTurn = Blocking.Depth >= Depth;
        var packedA = scratch.Reserve(Blocking.MaxRows * (Blocking.MaxDepth + Blocking.MaxColumns));
        var tiles = packedA + Blocking.MaxRows * Blocking.MaxDepth;
        var k = 0;
        do
        {
            var depth = Math.Min(Blocking.Depth, Depth - k);
            PackRows(row, rows, k, depth, packedA, tileRows);
            var tile = tiles;
            for (var panel = firstPanel; panel < endPanel; panel++)
            {
                var b = Packed + ((long)panel * Depth + k) * tileColumns;
                for (var r = 0; r < rows; r += tileRows)
                {
                    var count = Math.Min(tileRows, rows - r);
                    MicroKernel.Run<TVector>(MicroKernel.Height(count, tileRows), packedA + r * depth, b, depth, tile, k > 0);
                    if (k + depth == Depth)
                        Finish<TVector>(tile, row + r, count, FirstPanel + panel);
                    if (!isOneTurn)
                        tile += tileSize; // else every tile is finished at once, and the next takes its place in L1
                }
            }
            k += depth;
        }
        while (k < Depth);
    }

    private readonly void PackRows(int row, int rows, int k, int depth, float* packed, int tileRows)
    {
        // The lines of a transposed a lie across its panels: a few at a time, so that they are still in L1 for the next panel.
        var slice = A.IsTransposed ? 8 : depth;
        for (var start = 0; start < depth; start += slice)
        {
            for (var r = 0; r < rows; r += tileRows)
            {
                var count = Math.Min(tileRows, rows - r);
                var height = MicroKernel.Height(count, tileRows);
                var panel = packed + r * depth + start * height;
                Packing.Strip(A.From(row + r, k + start), !A.IsTransposed, count, Math.Min(slice, depth - start), panel, height, height);
            }
        }
    }

    // A method of its own: a call in an epilogue would make the JIT keep the microkernel's accumulators in memory.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private readonly void Finish<TVector>(float* tile, int row, int rows, int panel) where TVector : unmanaged, IVector<TVector>
    {
        var width = TVector.Width;
        var zero = TVector.Create(0f);
        var end = row + rows;
        if (IsDual)
        {
            var column = panel * width;
            for (; row < end; row++, tile += 2 * width)
                Elements.Finish<TVector, TEpilogue>(TVector.Load(tile), TVector.Load(tile + width), row, column, Columns - column);
            return;
        }
        for (; row < end; row++, tile += width)
        {
            var column = panel * 2 * width;
            Elements.Finish<TVector, TEpilogue>(TVector.Load(tile), zero, row, column, Columns - column);
            column += width;
            tile += width;
            if (column < Columns)
                Elements.Finish<TVector, TEpilogue>(TVector.Load(tile), zero, row, column, Columns - column);
        }
    }
}
