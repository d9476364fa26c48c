namespace Bilinear.Kernels.Cpu.Noise;

/// <summary>Computes the moments of each chunk's rows, which the caller joins in order.</summary>
internal unsafe struct MomentsJob : IJob
{
    public Strided X;
    public int Columns;
    public RowBlocks Blocks;
    public Moments* Parts;

    public readonly void Run<TVector>(int chunk, Scratch scratch) where TVector : unmanaged, IVector<TVector>
    {
        var moments = default(Moments);
        for (var row = Blocks.Start(chunk); row < Blocks.End(chunk); row++)
            moments.Add<TVector>(X.Row(row), Columns);
        Parts[chunk] = moments;
    }
}
