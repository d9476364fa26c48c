namespace Bilinear.Kernels.Cpu.Gemm;

/// <summary>
/// The block of the depth (BLIS calls its size k_c) that a chunk of a product is at, and the places of the chunk's parts in
/// scratch memory.
/// </summary>
internal unsafe struct DepthBlock
{
    public int Row;
    public int Rows;
    public int FirstPanel;
    public int EndPanel;

    /// <summary>The block goes from K to K + Depth, of the product's whole DepthOfAll.</summary>
    public int K;
    public int Depth;
    public int DepthOfAll;

    /// <summary>The packed rows of a, if they are not read where they lie.</summary>
    public float* A;

    /// <summary>The panels of b, if the chunk packs them itself.</summary>
    public float* B;
    public float* Tiles;

    /// <summary>The room for a <see cref="Fetching.FetchList"/>.</summary>
    public float* Ahead;

    /// <summary>The number of tiles of a panel that are kept. If the depth is one block it is one, since a tile is finished before the next takes its place in L1.</summary>
    public int TilesOfPanel;

    public readonly bool IsFirst => K == 0;

    public readonly bool IsLast => K + Depth == DepthOfAll;
}
