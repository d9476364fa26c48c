namespace Bilinear.Kernels.Cpu.Rows;

/// <summary>Copies y[i, j] = x[i, j].</summary>
internal unsafe struct CopyJob : IJob
{
    public Strided X;
    public Strided Y;
    public int Columns;
    public RowBlocks Blocks;

    public readonly void Run<TVector>(int chunk, Scratch scratch) where TVector : unmanaged, IVector<TVector>
    {
        for (var row = Blocks.Start(chunk); row < Blocks.End(chunk); row++)
            new ReadOnlySpan<float>(X.Row(row), Columns).CopyTo(new Span<float>(Y.Row(row), Columns));
    }
}
