using Bilinear.Kernels.Cpu.Gemm.Tiles;

namespace Bilinear.Kernels.Cpu.Gemm.Panels;

/// <summary>Packs all rows of a, one block of the depth after another, for chunks that each read all rows.</summary>
internal unsafe struct PackRowsJob : IJob
{
    /// <summary>The rows of a chunk, which are whole tiles of every height.</summary>
    private const int RowsPerChunk = 48;

    public LeftPanels Left;
    public int Depth;

    /// <summary>The depth of a block.</summary>
    public int BlockDepth;
    public float* Packed;

    public readonly int Chunks => Ceiling.Divide(Left.Rows, RowsPerChunk) * Ceiling.Divide(Depth, BlockDepth);

    public readonly void Run<TVector>(int chunk, Scratch scratch) where TVector : unmanaged, IVector<TVector>
    {
        var blocks = Ceiling.Divide(Left.Rows, RowsPerChunk);
        var row = chunk % blocks * RowsPerChunk;
        var k = chunk / blocks * BlockDepth;
        var depth = Math.Min(BlockDepth, Depth - k);
        var tileRows = Blocking.TileRows(TVector.Width);
        var packed = Packed + (long)Left.PaddedRows(tileRows) * k + (long)row * depth;
        Left.Pack(row, Math.Min(RowsPerChunk, Left.Rows - row), k, depth, packed, tileRows);
    }
}
