using System.Runtime.CompilerServices;

namespace Bilinear.Kernels.Cpu.Tokens;

/// <summary>Computes y[i] = x[i]·cos − x[i + s/2]·sin and y[i + s/2] = x[i + s/2]·cos + x[i]·sin for the pairs of each head of s elements.</summary>
internal unsafe struct RotateJob : IJob
{
    public Strided X;
    public Strided Y;

    /// <summary>The line of each row in the table; not set if row i has line i.</summary>
    public Strided Positions;
    public float* Table;
    public int Pairs;
    public int Heads;
    public RowBlocks Blocks;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TVector>(int chunk, Scratch scratch) where TVector : unmanaged, IVector<TVector>
    {
        for (var row = Blocks.Start(chunk); row < Blocks.End(chunk); row++)
        {
            var cosines = Table + 2L * Pairs * (Positions.Start is null ? row : *(int*)Positions.Row(row));
            var sines = cosines + Pairs;
            var x = X.Row(row);
            var y = Y.Row(row);
            for (var head = 0; head < Heads; head++, x += 2 * Pairs, y += 2 * Pairs)
            {
                for (var i = 0; i < Pairs; i += TVector.Width)
                {
                    var count = Pairs - i;
                    var (cos, sin) = (Tail.Load<TVector>(cosines + i, count), Tail.Load<TVector>(sines + i, count));
                    var (first, second) = (Tail.Load<TVector>(x + i, count), Tail.Load<TVector>(x + Pairs + i, count));
                    Tail.Store(TVector.MultiplyAdd(first, cos, -(second * sin)), y + i, count);
                    Tail.Store(TVector.MultiplyAdd(second, cos, first * sin), y + Pairs + i, count);
                }
            }
        }
    }
}
