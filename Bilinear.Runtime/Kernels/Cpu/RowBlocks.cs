namespace Bilinear.Kernels.Cpu;

/// <summary>Cuts rows into chunks of about 16,000 cells, which are some microseconds of work, more than handing a chunk over costs.</summary>
internal readonly struct RowBlocks(int rows, int columns)
{
    private const int Cells = 1 << 14;

    private readonly int _perChunk = Math.Max(1, Cells / Math.Max(1, columns));

    public int Chunks => Ceiling.Divide(rows, _perChunk);

    public int Start(int chunk) => chunk * _perChunk;

    public int End(int chunk) => (int)Math.Min(rows, (chunk + 1L) * _perChunk);
}
