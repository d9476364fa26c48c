using System.Runtime.CompilerServices;
using Bilinear.Kernels.Cpu.Fetching;
using Bilinear.Kernels.Cpu.Gemm.Panels;
using Bilinear.Kernels.Cpu.Gemm.Tiles;

namespace Bilinear.Kernels.Cpu.Gemm;

/// <summary>
/// Computes out[m, n] = E(a[m, k]·b[k, n]). A chunk is a block of rows × a block of columns of the result. It goes through the
/// depth in blocks: for each it packs its rows of a, takes a few panels of b at a time, which it packs too unless they are packed
/// already, and runs the microkernel over their tiles. After the last block a tile is finished while it is in L1.
/// </summary>
internal unsafe struct ProductJob<TEpilogue> : IJob where TEpilogue : struct, IEpilogue
{
    /// <summary>The lines that a core can be asked for at once: those of one input and one output of a tile.</summary>
    private const int MostAtOnce = 48;

    public LeftPanels Left;
    public RightPanels Right;

    /// <summary>The packed rows of a, all of them; null if each chunk packs its own, or reads them where they lie.</summary>
    public float* PackedLeft;
    public bool IsLeftInPlace;

    /// <summary>The packed panels of b from FirstPanel on; null if each chunk packs its own, or reads them where they lie.</summary>
    public float* Packed;
    public bool IsRightInPlace;
    public int FirstPanel;
    public int Panels;
    public Blocking Blocking;
    public Elements Elements;

    public readonly int Chunks => Blocking.RowBlocks * Blocking.ColumnBlocks;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TVector>(int chunk, Scratch scratch) where TVector : unmanaged, IVector<TVector>
    {
        var (tileRows, tileColumns) = (Blocking.TileRows(TVector.Width), Blocking.TileColumns(TVector.Width));
        var panelsPerBlock = Blocking.Columns / tileColumns;
        var at = new DepthBlock { Row = chunk % Blocking.RowBlocks * Blocking.Rows, FirstPanel = chunk / Blocking.RowBlocks * panelsPerBlock, DepthOfAll = Right.Depth };
        at.Rows = Math.Min(Blocking.Rows, Left.Rows - at.Row);
        at.EndPanel = Math.Min(Panels, at.FirstPanel + panelsPerBlock);

        var isOneBlock = Blocking.Depth >= Right.Depth;
        var rowTiles = Ceiling.Divide(at.Rows, tileRows);
        at.TilesOfPanel = isOneBlock ? 1 : rowTiles;
        var sizeOfA = PackedLeft is null && !IsLeftInPlace ? (long)rowTiles * tileRows * Blocking.Depth : 0;
        var sizeOfB = Packed is null && !IsRightInPlace ? (long)Blocking.Group * Blocking.Depth * tileColumns : 0;
        var sizeOfTiles = (long)(isOneBlock ? Blocking.Group : panelsPerBlock) * at.TilesOfPanel * tileRows * tileColumns;
        at.A = scratch.Reserve(sizeOfA + sizeOfB + sizeOfTiles + Blocking.MaxDepth * FetchList.FloatsOfPlace);
        at.B = at.A + sizeOfA;
        at.Tiles = at.B + sizeOfB;
        at.Ahead = at.Tiles + sizeOfTiles;
        do
        {
            at.Depth = Math.Min(Blocking.Depth, Right.Depth - at.K);
            if (PackedLeft is null && !IsLeftInPlace)
                Left.Pack(at.Row, at.Rows, at.K, at.Depth, at.A, tileRows);
            else if (!IsLeftInPlace)
                at.A = PackedLeft + (long)Left.PaddedRows(tileRows) * at.K;
            for (var group = at.FirstPanel; group < at.EndPanel; group += Blocking.Group)
            {
                var tiles = isOneBlock ? at.Tiles : at.Tiles + (long)(group - at.FirstPanel) * rowTiles * tileRows * tileColumns;
                Multiply<TVector>(at, group, Math.Min(at.EndPanel, group + Blocking.Group), tiles);
            }
            at.K += at.Depth;
        }
        while (at.K < Right.Depth);
    }

    // Computes the tiles of a group of panels.
    private readonly void Multiply<TVector>(in DepthBlock at, int first, int end, float* tiles) where TVector : unmanaged, IVector<TVector>
    {
        var (tileRows, tileColumns) = (Blocking.TileRows(TVector.Width), Blocking.TileColumns(TVector.Width));
        var stride = (long)Right.Depth * tileColumns;
        var b = Packed + first * stride;
        var k = at.K;
        if (Packed is null && !IsRightInPlace)
        {
            stride = at.Depth * tileColumns;
            b = at.B;
            k = 0;
            Right.Pack<TVector>(FirstPanel + first, FirstPanel + end, at.K, at.Depth, b, stride, 0);
        }
        if (at.Rows == 1 && !IsLeftInPlace && end - first == RowKernel.Panels && Right.Vectors(FirstPanel + end - 1, TVector.Width) == Blocking.TileVectors)
        {
            RowKernel.Run<TVector>(at.A, b + (long)k * tileColumns, stride, at.Depth, tiles, tileRows * tileColumns * at.TilesOfPanel, !at.IsFirst);
            for (var panel = first; at.IsLast && panel < end; panel++)
                Finish<TVector>(tiles + (panel - first) * tileRows * tileColumns * at.TilesOfPanel, at.Row, 1, FirstPanel + panel);
            return;
        }

        // The outer loop is over panels, so that one stays in the cache for all rows of the block; but if a group of panels fits
        // into L1, it is over rows, so that the result is written along its rows.
        var rowTiles = Ceiling.Divide(at.Rows, tileRows);
        var rowsOutside = at.Depth <= Blocking.ShallowDepth;
        var (outer, inner) = rowsOutside ? (rowTiles, end - first) : (end - first, rowTiles);
        for (var i = 0; i < outer; i++)
        {
            for (var j = 0; j < inner; j++)
            {
                var (panel, rowTile) = rowsOutside ? (j, i) : (i, j);
                var r = rowTile * tileRows;
                var count = Math.Min(tileRows, at.Rows - r);
                var vectors = Right.Vectors(FirstPanel + first + panel, TVector.Width);
                var tile = tiles + (panel * at.TilesOfPanel + (at.TilesOfPanel == 1 ? 0 : rowTile)) * tileRows * tileColumns;
                var ahead = at.IsLast && !rowsOutside ? Fetch(at, r, count, FirstPanel + first + panel, TVector.Width) : null;
                var right = new Strided(b + panel * stride + (long)k * vectors * TVector.Width, vectors * TVector.Width);
                if (IsRightInPlace)
                    right = Right.B.From(at.K, Right.Column(FirstPanel + first + panel, TVector.Width));
                var next = Blocking.FetchesPanels && Packed is not null && !rowsOutside && ahead is null && count == tileRows && vectors == 2 ? right.Start + stride + rowTile * at.Depth * MicroKernel.CellsAhead : null;
                Compute<TVector>(at, r, count, vectors, right, tile, ahead, next);
                if (at.IsLast)
                    Finish<TVector>(tile, at.Row + r, count, FirstPanel + first + panel);
            }
        }
    }

    private readonly void Compute<TVector>(in DepthBlock at, int row, int rows, int vectors, Strided right, float* tile, nint* ahead, float* next) where TVector : unmanaged, IVector<TVector>
    {
        var height = MicroKernel.Height(rows, Blocking.TileRows(TVector.Width));
        if (!IsLeftInPlace)
            Compute<TVector, LinesAcrossDepth>(at, height, vectors, new Strided(at.A + (long)row * at.Depth, height), right, tile, ahead, next);
        else if (Left.A.IsTransposed)
            Compute<TVector, LinesAcrossDepth>(at, rows, vectors, Left.A.From(at.Row + row, at.K), right, tile, ahead, next);
        else
            Compute<TVector, LinesAlongDepth>(at, rows, vectors, Left.A.From(at.Row + row, at.K), right, tile, ahead, next);
    }

    // A panel has the height of a tile; rows that are read where they lie may need several, since nothing lies beyond them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Compute<TVector, TLeft>(in DepthBlock at, int rows, int vectors, Strided left, Strided right, float* tile, nint* ahead, float* next)
        where TVector : unmanaged, IVector<TVector> where TLeft : struct, ILeftLines
    {
        var a = left.Start;
        var (stride, across) = ((nint)left.Stride, (nint)vectors * TVector.Width);
        if (ahead is not null)
        {
            MicroKernel.RunFetching<TVector, TLeft>(vectors, a, stride, right.Start, (nint)right.Stride, at.Depth, tile, across, !at.IsFirst, ahead);
            return;
        }
        if (next is not null)
        {
            MicroKernel.RunFetchingPanel<TVector, TLeft>(a, stride, right.Start, (nint)right.Stride, at.Depth, tile, across, !at.IsFirst, next);
            return;
        }
        while (rows > 0)
        {
            var height = MicroKernel.FilledHeight(rows, Blocking.TileRows(TVector.Width));
            MicroKernel.Run<TVector, TLeft>(height, vectors, a, stride, right.Start, (nint)right.Stride, at.Depth, tile, across, !at.IsFirst);
            a += height * TLeft.RowStep(stride);
            tile += height * across;
            rows -= height;
        }
    }

    // What a tile is finished with is fetched while it is computed: a few lines before, many in the microkernel, which gets a list of them.
    private readonly nint* Fetch(in DepthBlock at, int row, int rows, int panel, int width)
    {
        var vectors = Right.IsDual ? 1 : Right.Vectors(panel, width);
        if (rows < Blocking.TileRows(width) || rows * vectors * (TEpilogue.Inputs + TEpilogue.Outputs) <= MostAtOnce)
        {
            var now = default(FetchNow);
            Fetch(at.Row + row, rows, Right.Column(panel, width), vectors, width, ref now);
            return null;
        }
        var list = new FetchList(at.Ahead);
        Fetch(at.Row + row, rows, Right.Column(panel, width), vectors, width, ref list);
        return list.ForEach(at.Depth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Fetch<TFetch>(int row, int rows, int column, int vectors, int width, ref TFetch fetch) where TFetch : struct, IFetch
    {
        for (var end = row + rows; row < end; row++)
        {
            for (var vector = 0; vector < vectors; vector++)
                Elements.Fetch<TEpilogue, TFetch>(row, column + vector * width, ref fetch);
        }
    }

    // A method of its own: a call in an epilogue would make the JIT keep the microkernel's accumulators in memory.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private readonly void Finish<TVector>(float* tile, int row, int rows, int panel) where TVector : unmanaged, IVector<TVector>
    {
        var width = TVector.Width;
        var zero = TVector.Create(0f);
        var end = row + rows;
        var column = Right.Column(panel, width);
        if (Right.IsDual)
        {
            for (; row < end; row++, tile += 2 * width)
                Elements.Finish<TVector, TEpilogue>(TVector.Load(tile), TVector.Load(tile + width), row, column, Right.Columns - column);
            return;
        }
        var last = Math.Min(Right.Columns, column + 2 * width);
        for (; row < end; row++)
        {
            for (var c = column; c < last; c += width, tile += width)
                Elements.Finish<TVector, TEpilogue>(TVector.Load(tile), zero, row, c, Right.Columns - c);
        }
    }
}
