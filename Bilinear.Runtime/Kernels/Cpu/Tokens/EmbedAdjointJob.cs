using System.Runtime.CompilerServices;

namespace Bilinear.Kernels.Cpu.Tokens;

/// <summary>
/// Computes dTable[t] = Σ dy[i] over the rows i of token t. A chunk is a range of tokens, which are few enough to stay in the cache: it
/// looks through all rows for its own, in their order.
/// </summary>
internal unsafe struct EmbedAdjointJob : IJob
{
    /// <summary>The most chunks, since each looks through all tokens: for 4096 of them that is about 2 µs a chunk.</summary>
    private const int MaxChunks = 32;

    /// <summary>The fewest cells of a chunk, some microseconds of work.</summary>
    private const int Cells = 1 << 14;

    public Strided Tokens;
    public Strided Dy;
    public Strided DTable;
    public int Rows;
    public int Vocabulary;
    public int Columns;

    /// <summary>Whether the sums are added to what dTable holds.</summary>
    public bool Adds;

    public readonly int Chunks => Ceiling.Divide(Vocabulary, TokensPerChunk);

    private readonly int TokensPerChunk => Math.Max(Ceiling.Divide(Vocabulary, MaxChunks), Math.Max(1, Cells / Math.Max(1, Columns)));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TVector>(int chunk, Scratch scratch) where TVector : unmanaged, IVector<TVector>
    {
        var first = chunk * TokensPerChunk;
        var count = Math.Min(TokensPerChunk, Vocabulary - first);
        for (var token = first; !Adds && token < first + count; token++)
            new Span<float>(DTable.Row(token), Columns).Clear();
        for (var row = 0; row < Rows; row++)
        {
            var token = *(int*)Tokens.Row(row);
            if ((uint)(token - first) < (uint)count)
                Add<TVector>(Dy.Row(row), DTable.Row(token));
        }
    }

    private readonly void Add<TVector>(float* dy, float* sum) where TVector : unmanaged, IVector<TVector>
    {
        for (var j = 0; j < Columns; j += TVector.Width)
            Tail.Store(Tail.Load<TVector>(sum + j, Columns - j) + Tail.Load<TVector>(dy + j, Columns - j), sum + j, Columns - j);
    }
}
