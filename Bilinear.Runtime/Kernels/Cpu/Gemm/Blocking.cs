namespace Bilinear.Kernels.Cpu.Gemm;

/// <summary>
/// How a product is cut, by its shape alone. Sizes are in floats; the caches meant are the 48 KiB (L1) and 1 to 2 MiB (L2) a
/// core of a current server, and smaller ones lose little.
/// </summary>
internal readonly struct Blocking
{
    /// <summary>
    /// Two vectors wide: with twelve rows that makes 24 accumulators, two vectors of b and one broadcast of a, 27 of the 32
    /// registers that AVX-512 has.
    /// </summary>
    public const int TileVectors = 2;

    /// <summary>The depth of one turn at most: a panel of b, 32 wide, is 32 KiB then and stays in L1 beside a panel of a (12 KiB) while all of them pass.</summary>
    public const int MaxDepth = 256;

    /// <summary>Rows of a block of a at most: eight panels, 96 KiB with <see cref="MaxDepth"/>, a small part of L2.</summary>
    public const int MaxRows = 96;

    /// <summary>Columns of a chunk at most: beyond it, packing a again costs less than 5 %; what a turn reads of b is 512 KiB, which L2 holds too.</summary>
    public const int MaxColumns = 512;

    /// <summary>What is packed of b in one pass at most: 16 MiB, a share of L3.</summary>
    public const int MaxPacked = 1 << 22;

    /// <summary>Multiply-adds that make a chunk worth handing to another thread: about 10 µs.</summary>
    private const long SmallChunk = 1 << 19;

    /// <summary>Chunks that keep a dozen threads busy to the end.</summary>
    private const int ManyChunks = 48;

    public readonly int Rows;
    public readonly int Columns;
    public readonly int Depth;
    public readonly int RowBlocks;
    public readonly int ColumnBlocks;

    /// <param name="columns">Of the packed b: of a dual product those of both halves.</param>
    public Blocking(int rows, int columns, int depth)
    {
        var tileColumns = TileColumns(Simd.Width);
        Rows = MaxRows;
        Columns = MaxColumns;
        while ((long)Blocks(rows, Rows) * Blocks(columns, Columns) < ManyChunks)
        {
            var smaller = Rows > 24 ? (Rows / 2, Columns) : (Rows, Columns / 2);
            var work = (long)Math.Min(smaller.Item1, rows) * Math.Min(smaller.Item2, columns) * depth;
            if (smaller.Item2 < tileColumns || work < SmallChunk)
                break;
            (Rows, Columns) = smaller;
        }
        RowBlocks = Blocks(rows, Rows);
        ColumnBlocks = Blocks(columns, Columns);
        var turns = Math.Max(1, Blocks(depth, MaxDepth));
        Depth = Blocks(depth, turns);
    }

    public static int TileColumns(int width) => TileVectors * width;

    /// <summary>Rows of a full tile: six with the sixteen registers of AVX2 and SSE (twelve accumulators).</summary>
    public static int TileRows(int width) => width == 16 ? 12 : 6;

    public static int Blocks(int size, int block) => (int)(((long)size + block - 1) / block);
}
