using System.Runtime.CompilerServices;

namespace Bilinear.Kernels.Cpu.Tokens;

/// <summary>Fills a table with the cosines of a position's angles, then their sines, one line for each row; or one for each position, if the rows share few.</summary>
internal unsafe struct TurnsJob : IJob
{
    public ulong* Frequencies;

    /// <summary>The position of each line; not set if line p is position p.</summary>
    public Strided Positions;
    public float* Table;

    /// <summary>The number of angles, half of a head's elements.</summary>
    public int Pairs;

    /// <summary>Whether to turn back.</summary>
    public bool IsInverse;
    public RowBlocks Blocks;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TVector>(int chunk, Scratch scratch) where TVector : unmanaged, IVector<TVector>
    {
        var sign = TVector.Create(IsInverse ? -1f : 1f);
        for (var line = Blocks.Start(chunk); line < Blocks.End(chunk); line++)
        {
            var position = Positions.Start is null ? line : *(int*)Positions.Row(line);
            var cosines = Table + 2L * line * Pairs;
            var sines = cosines + Pairs;
            for (var i = 0; i < Pairs; i++)
                cosines[i] = Turns.At(Frequencies[i], position);
            for (var i = 0; i < Pairs; i += TVector.Width)
            {
                Turns.Point(Tail.Load<TVector>(cosines + i, Pairs - i), out var cos, out var sin);
                Tail.Store(cos, cosines + i, Pairs - i);
                Tail.Store(sin * sign, sines + i, Pairs - i);
            }
        }
    }
}
