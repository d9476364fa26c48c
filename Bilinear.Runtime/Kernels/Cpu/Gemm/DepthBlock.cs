namespace Bilinear.Kernels.Cpu.Gemm;

/// <summary>Where a chunk stands on its way through the depth, and where its parts lie in scratch memory.</summary>
internal unsafe struct Turn
{
    public int Row;
    public int Rows;
    public int FirstPanel;
    public int EndPanel;

    /// <summary>This turn goes from K to K + Depth, of DepthOfAll.</summary>
    public int K;
    public int Depth;
    public int DepthOfAll;

    /// <summary>The rows of a, packed.</summary>
    public float* A;

    /// <summary>Panels of b that the chunk packs itself.</summary>
    public float* B;
    public float* Tiles;

    /// <summary>Tiles of a panel that are kept: with one turn one, since it is finished before the next takes its place in L1.</summary>
    public int TilesOfPanel;

    public readonly bool IsFirst => K == 0;

    public readonly bool IsLast => K + Depth == DepthOfAll;
}
