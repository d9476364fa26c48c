namespace Bilinear.Kernels.Cpu.Tokens;

/// <summary>Computes y[i] = table[tokens[i]]; NaN where there is no such token.</summary>
internal unsafe struct EmbedJob : IJob
{
    public Strided Tokens;
    public Strided Table;
    public Strided Y;
    public int Vocabulary;
    public int Columns;
    public RowBlocks Blocks;

    public readonly void Run<TVector>(int chunk, Scratch scratch) where TVector : unmanaged, IVector<TVector>
    {
        for (var row = Blocks.Start(chunk); row < Blocks.End(chunk); row++)
        {
            var token = *(int*)Tokens.Row(row);
            var y = new Span<float>(Y.Row(row), Columns);
            if ((uint)token < (uint)Vocabulary)
                new ReadOnlySpan<float>(Table.Row(token), Columns).CopyTo(y);
            else
                y.Fill(float.NaN);
        }
    }
}
