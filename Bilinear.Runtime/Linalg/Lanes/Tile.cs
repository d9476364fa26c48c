using System.Numerics;
using System.Runtime.CompilerServices;

namespace Bilinear.Linalg.Lanes;

/// <summary>
/// The innermost loop of every product here: a tile of c in registers, eight rows (four where there are sixteen registers)
/// by two vectors, which makes two or four products per load, and enough independent ones to hide their latency.
/// </summary>
internal static unsafe class Tile<T, TLanes> where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLanes : unmanaged, ILanes<TLanes, T>
{
    public static int Rows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLanes.Width * sizeof(T) == 64 ? 8 : 4;
    }

    public static int Columns
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2 * TLanes.Width;
    }

    /// <summary>c = a b, or c −= a b, for a [Rows, depth], b [depth, Columns] and c [Rows, Columns].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(T* a, long aStride, T* b, long bStride, int depth, T* c, long cStride, bool isSubtracted)
    {
        TLanes l0, r0, l1, r1, l2, r2, l3, r3, l4, r4, l5, r5, l6, r6, l7, r7;
        l0 = r0 = l1 = r1 = l2 = r2 = l3 = r3 = TLanes.Create(default);
        l4 = r4 = l5 = r5 = l6 = r6 = l7 = r7 = TLanes.Create(default);
        T* a1 = a + aStride, a2 = a1 + aStride, a3 = a2 + aStride;
        T* a4 = a3 + aStride, a5 = a4 + aStride, a6 = a5 + aStride, a7 = a6 + aStride;
        for (var k = 0L; k < depth; k++, b += bStride)
        {
            var left = TLanes.Load(b);
            var right = TLanes.Load(b + TLanes.Width);
            var x = TLanes.Create(a[k]);
            TLanes.Accumulate(x, left, ref l0);
            TLanes.Accumulate(x, right, ref r0);
            x = TLanes.Create(a1[k]);
            TLanes.Accumulate(x, left, ref l1);
            TLanes.Accumulate(x, right, ref r1);
            x = TLanes.Create(a2[k]);
            TLanes.Accumulate(x, left, ref l2);
            TLanes.Accumulate(x, right, ref r2);
            x = TLanes.Create(a3[k]);
            TLanes.Accumulate(x, left, ref l3);
            TLanes.Accumulate(x, right, ref r3);
            if (Rows == 4)
                continue;
            x = TLanes.Create(a4[k]);
            TLanes.Accumulate(x, left, ref l4);
            TLanes.Accumulate(x, right, ref r4);
            x = TLanes.Create(a5[k]);
            TLanes.Accumulate(x, left, ref l5);
            TLanes.Accumulate(x, right, ref r5);
            x = TLanes.Create(a6[k]);
            TLanes.Accumulate(x, left, ref l6);
            TLanes.Accumulate(x, right, ref r6);
            x = TLanes.Create(a7[k]);
            TLanes.Accumulate(x, left, ref l7);
            TLanes.Accumulate(x, right, ref r7);
        }

        Store(l0, r0, c, isSubtracted);
        Store(l1, r1, c += cStride, isSubtracted);
        Store(l2, r2, c += cStride, isSubtracted);
        Store(l3, r3, c += cStride, isSubtracted);
        if (Rows == 4)
            return;
        Store(l4, r4, c += cStride, isSubtracted);
        Store(l5, r5, c += cStride, isSubtracted);
        Store(l6, r6, c += cStride, isSubtracted);
        Store(l7, r7, c += cStride, isSubtracted);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TLanes left, TLanes right, T* c, bool isSubtracted)
    {
        if (isSubtracted)
        {
            left = TLanes.Load(c) - left;
            right = TLanes.Load(c + TLanes.Width) - right;
        }

        TLanes.Store(left, c);
        TLanes.Store(right, c + TLanes.Width);
    }
}
