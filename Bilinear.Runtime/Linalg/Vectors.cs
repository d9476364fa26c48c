using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Bilinear.Linalg;

/// <summary>Operations on vectors of doubles.</summary>
internal static class Vectors
{
    // Below this a sum of squares may have lost more than its rounding to underflow.
    private const double SmallestSquares = 1e-280;

    /// <summary>Σ_i a_i b_i.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        b = b[..a.Length];
        var va = MemoryMarshal.Cast<double, Vector<double>>(a);
        var vb = MemoryMarshal.Cast<double, Vector<double>>(b);
        var (even, odd) = (Vector<double>.Zero, Vector<double>.Zero);
        var index = 0;
        for (; index + 1 < va.Length; index += 2)
        {
            even = Vector.FusedMultiplyAdd(va[index], vb[index], even);
            odd = Vector.FusedMultiplyAdd(va[index + 1], vb[index + 1], odd);
        }

        if (index < va.Length)
            even = Vector.FusedMultiplyAdd(va[index], vb[index], even);
        var sum = Vector.Sum(even + odd);
        for (var rest = va.Length * Vector<double>.Count; rest < a.Length; rest++)
            sum += a[rest] * b[rest];
        return sum;
    }

    /// <summary>y += scale · x.</summary>
    public static void AddScaled(Span<double> y, double scale, ReadOnlySpan<double> x)
    {
        x = x[..y.Length];
        var vx = MemoryMarshal.Cast<double, Vector<double>>(x);
        var vy = MemoryMarshal.Cast<double, Vector<double>>(y);
        var factor = new Vector<double>(scale);
        for (var index = 0; index < vy.Length; index++)
            vy[index] = Vector.FusedMultiplyAdd(factor, vx[index], vy[index]);
        for (var rest = vy.Length * Vector<double>.Count; rest < y.Length; rest++)
            y[rest] += scale * x[rest];
    }

    /// <summary>z = x ⊙ y.</summary>
    public static void Multiply(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> z)
    {
        x = x[..z.Length];
        y = y[..z.Length];
        var vx = MemoryMarshal.Cast<double, Vector<double>>(x);
        var vy = MemoryMarshal.Cast<double, Vector<double>>(y);
        var vz = MemoryMarshal.Cast<double, Vector<double>>(z);
        for (var index = 0; index < vz.Length; index++)
            vz[index] = vx[index] * vy[index];
        for (var rest = vz.Length * Vector<double>.Count; rest < z.Length; rest++)
            z[rest] = x[rest] * y[rest];
    }

    /// <summary>The floats nearest to scale · x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Narrow(double scale, ReadOnlySpan<double> x, Span<float> y)
    {
        x = x[..y.Length];
        var vx = MemoryMarshal.Cast<double, Vector<double>>(x);
        var vy = MemoryMarshal.Cast<float, Vector<float>>(y);
        for (var index = 0; index < vy.Length; index++)
            vy[index] = Vector.Narrow(scale * vx[2 * index], scale * vx[(2 * index) + 1]);
        for (var rest = vy.Length * Vector<float>.Count; rest < y.Length; rest++)
            y[rest] = (float)(scale * x[rest]);
    }

    /// <summary>x as doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Widen(ReadOnlySpan<float> x, Span<double> y)
    {
        y = y[..x.Length];
        var vx = MemoryMarshal.Cast<float, Vector<float>>(x);
        var vy = MemoryMarshal.Cast<double, Vector<double>>(y);
        for (var index = 0; index < vx.Length; index++)
            Vector.Widen(vx[index], out vy[2 * index], out vy[(2 * index) + 1]);
        for (var rest = vx.Length * Vector<float>.Count; rest < x.Length; rest++)
            y[rest] = x[rest];
    }

    /// <summary>√Σ_i x_i² for numbers of any size: where squares underflow or overflow, the numbers are divided by a power of two first.</summary>
    public static double Norm(ReadOnlySpan<double> x)
    {
        var squares = Dot(x, x);
        if (squares is > SmallestSquares and < double.PositiveInfinity || MaxMagnitude(x) is 0 or double.PositiveInfinity or double.NaN)
            return Math.Sqrt(squares);
        var scaled = x.ToArray();
        var exponent = DivideByPowerOfTwo(scaled);
        return Math.ScaleB(Math.Sqrt(Dot(scaled, scaled)), exponent);
    }

    /// <summary>Divides x exactly by the largest power of two that is not above the largest |x_i|, and returns its exponent; zeros stay, with exponent 0.</summary>
    public static int DivideByPowerOfTwo(Span<double> x)
    {
        var largest = MaxMagnitude(x);
        if (largest == 0)
            return 0;
        var exponent = Math.ILogB(largest);
        Scale(x, -exponent);
        return exponent;
    }

    /// <summary>x *= 2^exponent.</summary>
    public static void Scale(Span<double> x, int exponent)
    {
        foreach (ref var value in x)
            value = Math.ScaleB(value, exponent);
    }

    /// <summary>max_i |x_i|; NaN if any element is NaN.</summary>
    public static double MaxMagnitude(ReadOnlySpan<double> x)
    {
        var largest = 0.0;
        foreach (var value in x)
            largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }
}
