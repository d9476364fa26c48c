using Bilinear.Kernels.Cpu.Gemm.Tiles;

namespace Bilinear.Kernels.Cpu.Gemm.Panels;

/// <summary>Packs panels of b for all chunks of a product, or for all products to come.</summary>
internal unsafe struct PackJob : IJob
{
    /// <summary>The panels of a chunk: eight side by side read whole kilobytes of each row of b, and with a depth of 256 take some 20 µs.</summary>
    private const int PanelsPerChunk = 8;

    private const int DepthPerChunk = 256;

    public RightPanels Right;

    /// <summary>The first panel that is packed, and the number of panels.</summary>
    public int FirstPanel;
    public int Panels;
    public float* Packed;

    public readonly int Chunks => Ceiling.Divide(Panels, PanelsPerChunk) * Ceiling.Divide(Right.Depth, DepthPerChunk);

    public readonly void Run<TVector>(int chunk, Scratch scratch) where TVector : unmanaged, IVector<TVector>
    {
        var depthBlocks = Ceiling.Divide(Right.Depth, DepthPerChunk);
        var first = chunk / depthBlocks * PanelsPerChunk;
        var end = Math.Min(Panels, first + PanelsPerChunk);
        var k = chunk % depthBlocks * DepthPerChunk;
        var stride = (long)Right.Depth * Blocking.TileColumns(TVector.Width);
        Right.Pack<TVector>(FirstPanel + first, FirstPanel + end, k, Math.Min(DepthPerChunk, Right.Depth - k), Packed + first * stride, stride, k);
    }
}
