using Bilinear.Kernels.Cpu.Gemm.Tiles;

namespace Bilinear.Kernels.Cpu.Gemm.Panels;

/// <summary>Packs all rows of a, turn after turn, for chunks that each read all of them.</summary>
internal unsafe struct PackRowsJob : IJob
{
    /// <summary>Whole tiles of every height.</summary>
    private const int RowsPerChunk = 48;

    public LeftPanels Left;
    public int Depth;

    /// <summary>The depth of a turn.</summary>
    public int DepthOfTurn;
    public float* Packed;

    public readonly int Chunks => Pieces.Count(Left.Rows, RowsPerChunk) * Pieces.Count(Depth, DepthOfTurn);

    public readonly void Run<TVector>(int chunk, Scratch scratch) where TVector : unmanaged, IVector<TVector>
    {
        var blocks = Pieces.Count(Left.Rows, RowsPerChunk);
        var row = chunk % blocks * RowsPerChunk;
        var k = chunk / blocks * DepthOfTurn;
        var depth = Math.Min(DepthOfTurn, Depth - k);
        var tileRows = Blocking.TileRows(TVector.Width);
        var packed = Packed + (long)Left.PaddedRows(tileRows) * k + (long)row * depth;
        Left.Pack(row, Math.Min(RowsPerChunk, Left.Rows - row), k, depth, packed, tileRows);
    }
}
