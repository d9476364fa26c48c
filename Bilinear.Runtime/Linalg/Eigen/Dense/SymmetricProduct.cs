using System.Numerics;
using System.Runtime.CompilerServices;
using Bilinear.Linalg.Lanes;

namespace Bilinear.Linalg.Eigen.Dense;

/// <summary>
/// y = A x from the lower triangle alone: each element is loaded once and used twice, for its own row and for its mirror's.
/// Most of a tridiagonalisation's time goes into these loads.
/// </summary>
internal static unsafe class SymmetricProduct<T, TLanes> where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLanes : unmanaged, ILanes<TLanes, T>
{
    private const int Group = 4;

    /// <summary>Rows of a block on the diagonal, of which both triangles are stored: no vector is cut by the diagonal.</summary>
    public static int Diagonal
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLanes.Width > Group ? TLanes.Width : Group;
    }

    /// <summary>y += A x for the rows first … end − 1 and their mirrors; both are whole numbers of groups.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(T* a, long stride, int first, int end, T* x, T* y)
    {
        for (var i = first; i < end; i += Group)
        {
            T* row0 = a + (i * stride), row1 = row0 + stride, row2 = row1 + stride, row3 = row2 + stride;
            var (x0, x1) = (TLanes.Create(x[i]), TLanes.Create(x[i + 1]));
            var (x2, x3) = (TLanes.Create(x[i + 2]), TLanes.Create(x[i + 3]));
            TLanes s0, s1, s2, s3;
            s0 = s1 = s2 = s3 = TLanes.Create(default);
            var block = i / Diagonal * Diagonal;
            var c = 0;
            for (; c < block; c += TLanes.Width)
            {
                var value = TLanes.Load(x + c);
                var (a0, a1) = (TLanes.Load(row0 + c), TLanes.Load(row1 + c));
                var (a2, a3) = (TLanes.Load(row2 + c), TLanes.Load(row3 + c));
                TLanes.Accumulate(a0, value, ref s0);
                TLanes.Accumulate(a1, value, ref s1);
                TLanes.Accumulate(a2, value, ref s2);
                TLanes.Accumulate(a3, value, ref s3);
                var mirrored = TLanes.MultiplyAdd(a0, x0, TLanes.Load(y + c));
                TLanes.Accumulate(a1, x1, ref mirrored);
                TLanes.Accumulate(a2, x2, ref mirrored);
                TLanes.Store(TLanes.MultiplyAdd(a3, x3, mirrored), y + c);
            }

            for (; c < block + Diagonal; c += TLanes.Width)
            {
                var value = TLanes.Load(x + c);
                TLanes.Accumulate(TLanes.Load(row0 + c), value, ref s0);
                TLanes.Accumulate(TLanes.Load(row1 + c), value, ref s1);
                TLanes.Accumulate(TLanes.Load(row2 + c), value, ref s2);
                TLanes.Accumulate(TLanes.Load(row3 + c), value, ref s3);
            }

            y[i] += TLanes.Sum(s0);
            y[i + 1] += TLanes.Sum(s1);
            y[i + 2] += TLanes.Sum(s2);
            y[i + 3] += TLanes.Sum(s3);
        }
    }
}
