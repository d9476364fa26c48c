namespace Bilinear.Kernels.Cpu.Gemm.Tiles;

/// <summary>
/// Decides how a product is cut. An element is the same chain of products wherever the cuts are, so they may depend on the threads.
/// Sizes are in floats, and follow from the caches that the processor reports (<see cref="Caches"/>), up to what was measured to help:
/// docs/kernels.md has the measurements. Only the depth of a block is the same everywhere, since there a chain of products is cut,
/// and the same vectors should give the same bits.
/// </summary>
internal readonly struct Blocking
{
    /// <summary>
    /// A tile is two vectors wide: with twelve rows that makes 24 accumulators, two vectors of b and one broadcast of a, 27 of the 32
    /// registers that AVX-512 has.
    /// </summary>
    public const int TileVectors = 2;

    /// <summary>
    /// The largest depth of a block: a panel of a, twelve high, is 24 KiB then and stays in the smallest L1, of 32 KiB, while a tile is
    /// made. A panel of b, 64 KiB, comes from L2 at 11 bytes a cycle, which costs nothing that was measurable.
    /// </summary>
    public const int MaxDepth = 512;

    /// <summary>
    /// The most rows of a block of a, which with <see cref="MaxDepth"/> are 3/16 of L2: of 1 MiB 96, eight panels, so that panels of b are read from far only once
    /// in eight tiles. Twice as many gain nothing where L2 has 2 MiB.
    /// </summary>
    public static readonly int MaxRows = Math.Clamp(Caches.L2 / (MaxDepth * sizeof(float)) * 3 / 16 / SmallRows * SmallRows, SmallRows, 96);

    /// <summary>
    /// The most rows that one block holds whole: of 1 MiB of L2 a half, 256 rows of a. Each chunk then packs its panels of b in L2 just before it
    /// reads them: packed for all chunks beforehand they would go to L3 and come back. Twice as many where L2 has 2 MiB gain 2 % and lose as much.
    /// </summary>
    public static readonly int MaxRowsOfOneBlock = Math.Clamp(Caches.L2 / (MaxDepth * sizeof(float)) / 2, SmallRows, 256);

    /// <summary>The number of panels of b that a chunk takes at a time: packing them side by side reads 512 bytes of each row of b, and fills 256 KiB of L2.</summary>
    public const int Group = RowKernel.Panels;

    /// <summary>The largest depth at which a group of panels stays in L1: 64 with 32 KiB, 96 with 48.</summary>
    public static readonly int ShallowDepth = Caches.L1 / (Group * TileColumns(width: 16) * sizeof(float));

    /// <summary>The most columns of a chunk. Every chunk packs its rows of a, which costs about half a cycle an element against columns/32 of work or more: 2 %.</summary>
    public const int MaxColumns = 1024;

    /// <summary>The most that is packed of b in one pass, for all threads: a half of L3, at most 16 MiB.</summary>
    public static readonly int MaxPacked = Math.Min(Caches.L3 / 2, 16 << 20) / sizeof(float);

    /// <summary>
    /// Whether the tiles of a panel of b fetch the next panel into L2. A core of a server by Intel reads 20 to 25 GB/s from L3, where b is after packing, and the first tile of a panel
    /// asks for 29. Only there it was measured, so it is kept to processors that report an L1 of 48 KiB, as those do.
    /// </summary>
    public static readonly bool FetchesPanels = Simd.Width == 16 && Caches.L1 >= 48 << 10;

    /// <summary>The number of multiply-adds, about 5 µs, that makes a chunk worth handing to another thread.</summary>
    private const long SmallChunk = 1 << 19;

    /// <summary>The number of chunks for each of several threads, so large that one more or less at the end costs little.</summary>
    private const int ChunksPerThread = 8;

    /// <summary>The number of chunks for each thread if chunks are so small that packing a again for each costs time.</summary>
    private const int FewChunksPerThread = 4;

    /// <summary>The fewest rows that a cut leaves, two tiles, since each part then reads every panel of b for itself.</summary>
    private const int SmallRows = 24;

    /// <summary>The number of rows below which fewer rows take no less time, since they wait for b.</summary>
    private const int ThinRows = 4;

    /// <summary>The columns that a chunk should have: packing its rows of a again for each 256 is 3 % of the work, by the figures of <see cref="MaxColumns"/>.</summary>
    private const int NarrowColumns = 256;

    public readonly int Rows;
    public readonly int Columns;
    public readonly int Depth;
    public readonly int RowBlocks;
    public readonly int ColumnBlocks;

    /// <param name="columns">The columns of the packed b; in a dual product those of both halves.</param>
    /// <param name="packs">Whether each chunk packs its part of b.</param>
    /// <param name="threads">The number of threads that will share the chunks.</param>
    public Blocking(int rows, int columns, int depth, bool packs, int threads)
    {
        // The kernel of a single row takes a group of panels.
        var fewestColumns = TileColumns(Simd.Width) * (rows == 1 ? Group : 1);
        Rows = packs ? MaxRowsOfOneBlock : MaxRows;
        Columns = packs ? NarrowColumns : MaxColumns;
        while (threads > 1)
        {
            var cutsRows = !packs && Columns <= NarrowColumns && Rows > SmallRows && rows > Rows / 2;
            var chunks = (long)Ceiling.Divide(rows, Rows) * Ceiling.Divide(columns, Columns);
            if (chunks >= threads * (cutsRows || Columns > NarrowColumns ? ChunksPerThread : FewChunksPerThread))
                break;
            var smallerRows = cutsRows ? Rows / 2 : Rows;
            var smallerColumns = cutsRows ? Columns : Columns / 2;
            var work = (long)Math.Clamp(rows, ThinRows, smallerRows) * Math.Min(smallerColumns, columns) * depth;
            if (smallerColumns < fewestColumns || work < SmallChunk)
                break;
            Rows = smallerRows;
            Columns = smallerColumns;
        }
        RowBlocks = Ceiling.Divide(rows, Rows);
        ColumnBlocks = Ceiling.Divide(columns, Columns);
        Depth = BlockDepth(depth);
    }

    /// <summary>Gives the depth of a block, so that the blocks are as few and as even as can be; at least 1.</summary>
    public static int BlockDepth(int depth) => Math.Max(1, Ceiling.Divide(depth, Math.Max(1, Ceiling.Divide(depth, MaxDepth))));

    public static int TileColumns(int width) => TileVectors * width;

    /// <summary>Gives the rows of a full tile: six with the sixteen registers of AVX2 and SSE (twelve accumulators).</summary>
    public static int TileRows(int width) => width == 16 ? 12 : 6;
}
