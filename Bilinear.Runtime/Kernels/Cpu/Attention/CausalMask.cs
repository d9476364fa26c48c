using System.Runtime.CompilerServices;

namespace Bilinear.Kernels.Cpu.Attention;

/// <summary>Hides keys from the queries that stand before them. Scores lie [key, query], so that a vector is neighbouring queries.</summary>
internal static unsafe class CausalMask
{
    /// <param name="scores">Scores of keys from a position on against queries from a position on.</param>
    /// <param name="stride">The cells from one key to the next.</param>
    /// <param name="lanes">0, 1, 2 … for as many lanes as there are queries.</param>
    /// <param name="hidden">What stands for a score that does not count.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply<TVector>(float* scores, nint stride, int firstKey, int keys, int firstQuery, int vectors, float* lanes, float hidden)
        where TVector : unmanaged, IVector<TVector>
    {
        var none = TVector.Create(hidden);
        for (var key = Math.Max(0, firstQuery + 1 - firstKey); key < keys; key++)
        {
            var first = TVector.Create(firstKey + key - firstQuery);
            var row = scores + key * stride;
            for (var vector = 0; vector < vectors; vector++, row += TVector.Width)
                TVector.Store(TVector.SelectLessOrEqual(first, TVector.Load(lanes + vector * TVector.Width), TVector.Load(row), none), row);
        }
    }
}
