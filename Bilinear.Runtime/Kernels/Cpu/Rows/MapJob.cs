using System.Runtime.CompilerServices;

namespace Bilinear.Kernels.Cpu.Rows;

/// <summary>Computes out[i, j] = E(in…[i, j]).</summary>
internal struct MapJob<TEpilogue> : IJob where TEpilogue : struct, IEpilogue
{
    public Elements Elements;
    public int Columns;
    public RowBlocks Blocks;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TVector>(int chunk, Scratch scratch) where TVector : unmanaged, IVector<TVector>
    {
        var none = TVector.Create(0f);
        for (var row = Blocks.Start(chunk); row < Blocks.End(chunk); row++)
            for (var j = 0; j < Columns; j += TVector.Width)
                Elements.Finish<TVector, TEpilogue>(none, none, row, j, Columns - j);
    }
}
