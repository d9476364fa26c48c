using System.Numerics;
using System.Runtime.CompilerServices;

namespace Bilinear.Linalg.Lanes;

/// <summary>Operations on rows in native memory. Lengths are whole numbers of vectors: rows are padded.</summary>
internal static unsafe class Rows<T, TLanes> where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLanes : unmanaged, ILanes<TLanes, T>
{
    /// <summary>Σ_c a_c b_c.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Dot(T* a, T* b, int length)
    {
        TLanes even, odd;
        even = odd = TLanes.Create(default);
        var c = 0;
        for (; c <= length - (2 * TLanes.Width); c += 2 * TLanes.Width)
        {
            TLanes.Accumulate(TLanes.Load(a + c), TLanes.Load(b + c), ref even);
            TLanes.Accumulate(TLanes.Load(a + c + TLanes.Width), TLanes.Load(b + c + TLanes.Width), ref odd);
        }

        if (c < length)
            TLanes.Accumulate(TLanes.Load(a + c), TLanes.Load(b + c), ref even);
        return TLanes.Sum(even + odd);
    }

    /// <summary>Σ_c a_c b_c, in pieces that are added in double: for sums of many terms of one sign.</summary>
    public static double PreciseDot(T* a, T* b, int length)
    {
        const int Piece = 64;
        var sum = 0.0;
        for (var c = 0; c < length; c += Piece)
            sum += double.CreateTruncating(Dot(a + c, b + c, Math.Min(Piece, length - c)));
        return sum;
    }

    /// <summary>y += scale · x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(T* y, T scale, T* x, int length)
    {
        var factor = TLanes.Create(scale);
        for (var c = 0; c < length; c += TLanes.Width)
            TLanes.Store(TLanes.MultiplyAdd(factor, TLanes.Load(x + c), TLanes.Load(y + c)), y + c);
    }

    /// <summary>x *= scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(T* x, T scale, int length)
    {
        var factor = TLanes.Create(scale);
        for (var c = 0; c < length; c += TLanes.Width)
            TLanes.Store(factor * TLanes.Load(x + c), x + c);
    }

    /// <summary>x = cosine · x + sine · y and y = cosine · y − sine · x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rotate(T* x, T* y, T cosine, T sine, int length)
    {
        var (c, s) = (TLanes.Create(cosine), TLanes.Create(sine));
        for (var i = 0; i < length; i += TLanes.Width)
        {
            var (a, b) = (TLanes.Load(x + i), TLanes.Load(y + i));
            TLanes.Store((c * a) + (s * b), x + i);
            TLanes.Store((c * b) - (s * a), y + i);
        }
    }

    /// <summary>dots_r = rows_r · x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Dots(T* rows, long stride, int count, T* x, int length, T* dots)
    {
        var r = 0;
        for (; r <= count - 4; r += 4, rows += 4 * stride)
        {
            TLanes s0, s1, s2, s3;
            s0 = s1 = s2 = s3 = TLanes.Create(default);
            T* row1 = rows + stride, row2 = row1 + stride, row3 = row2 + stride;
            for (var c = 0; c < length; c += TLanes.Width)
            {
                var value = TLanes.Load(x + c);
                TLanes.Accumulate(TLanes.Load(rows + c), value, ref s0);
                TLanes.Accumulate(TLanes.Load(row1 + c), value, ref s1);
                TLanes.Accumulate(TLanes.Load(row2 + c), value, ref s2);
                TLanes.Accumulate(TLanes.Load(row3 + c), value, ref s3);
            }

            dots[r] = TLanes.Sum(s0);
            dots[r + 1] = TLanes.Sum(s1);
            dots[r + 2] = TLanes.Sum(s2);
            dots[r + 3] = TLanes.Sum(s3);
        }

        for (; r < count; r++, rows += stride)
            dots[r] = Dot(rows, x, length);
    }

    /// <summary>y −= Σ_r factors_r · rows_r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Subtract(T* y, T* rows, long stride, T* factors, int count, int length)
    {
        var c = 0;
        for (; c <= length - (4 * TLanes.Width); c += 4 * TLanes.Width)
        {
            TLanes s0, s1, s2, s3;
            s0 = s1 = s2 = s3 = TLanes.Create(default);
            var row = rows + c;
            for (var r = 0; r < count; r++, row += stride)
            {
                var factor = TLanes.Create(factors[r]);
                TLanes.Accumulate(factor, TLanes.Load(row), ref s0);
                TLanes.Accumulate(factor, TLanes.Load(row + TLanes.Width), ref s1);
                TLanes.Accumulate(factor, TLanes.Load(row + (2 * TLanes.Width)), ref s2);
                TLanes.Accumulate(factor, TLanes.Load(row + (3 * TLanes.Width)), ref s3);
            }

            TLanes.Store(TLanes.Load(y + c) - s0, y + c);
            TLanes.Store(TLanes.Load(y + c + TLanes.Width) - s1, y + c + TLanes.Width);
            TLanes.Store(TLanes.Load(y + c + (2 * TLanes.Width)) - s2, y + c + (2 * TLanes.Width));
            TLanes.Store(TLanes.Load(y + c + (3 * TLanes.Width)) - s3, y + c + (3 * TLanes.Width));
        }

        for (; c < length; c += TLanes.Width)
        {
            var sum = TLanes.Create(default);
            for (var r = 0; r < count; r++)
                TLanes.Accumulate(TLanes.Create(factors[r]), TLanes.Load(rows + (r * stride) + c), ref sum);
            TLanes.Store(TLanes.Load(y + c) - sum, y + c);
        }
    }
}
