using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Bilinear.Benchmarks.Measuring;

/// <summary>What this machine can do at most: fused multiply-adds of the widest vectors, on registers alone.</summary>
internal static class Peak
{
    private const int Steps = 4_000_000;
    private const int Tries = 200;

    /// <summary>Floats in a vector.</summary>
    public static int Width => Vector512.IsHardwareAccelerated ? 16 : Vector256.IsHardwareAccelerated ? 8 : 4;

    /// <summary>Floating-point operations a second of so many threads together: the best of some tries.</summary>
    public static double Measure(int threads)
    {
        var times = new double[Tries, threads];
        using var together = new Barrier(threads);
        var workers = Enumerable.Range(0, threads).Select(index => new Thread(() =>
        {
            for (var i = 0; i < Tries; i++)
            {
                together.SignalAndWait();
                var begin = Stopwatch.GetTimestamp();
                Loop();
                times[i, index] = Stopwatch.GetElapsedTime(begin).TotalSeconds;
            }
        })).ToArray();
        foreach (var worker in workers) worker.Start();
        foreach (var worker in workers) worker.Join();
        var shortest = Enumerable.Range(0, Tries).Min(i => Enumerable.Range(0, threads).Max(index => times[i, index]));
        return 2.0 * 10 * Width * Steps * threads / shortest;
    }

    private static void Loop()
    {
        if (Vector512.IsHardwareAccelerated) Loop512();
        else if (Vector256.IsHardwareAccelerated) Loop256();
        else Loop128();
    }

    // Ten chains: more than latency times throughput of any processor's two units.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector512<float> Loop512()
    {
        var x = Vector512.Create(0.999f);
        Vector512<float> a, b, c, d, e, f, g, h, i, j;
        a = b = c = d = e = f = g = h = i = j = x;
        for (var step = Steps; step > 0; step--)
        {
            a = Vector512.FusedMultiplyAdd(a, x, x);
            b = Vector512.FusedMultiplyAdd(b, x, x);
            c = Vector512.FusedMultiplyAdd(c, x, x);
            d = Vector512.FusedMultiplyAdd(d, x, x);
            e = Vector512.FusedMultiplyAdd(e, x, x);
            f = Vector512.FusedMultiplyAdd(f, x, x);
            g = Vector512.FusedMultiplyAdd(g, x, x);
            h = Vector512.FusedMultiplyAdd(h, x, x);
            i = Vector512.FusedMultiplyAdd(i, x, x);
            j = Vector512.FusedMultiplyAdd(j, x, x);
        }
        return a + b + c + d + e + f + g + h + i + j;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector256<float> Loop256()
    {
        var x = Vector256.Create(0.999f);
        Vector256<float> a, b, c, d, e, f, g, h, i, j;
        a = b = c = d = e = f = g = h = i = j = x;
        for (var step = Steps; step > 0; step--)
        {
            a = Vector256.FusedMultiplyAdd(a, x, x);
            b = Vector256.FusedMultiplyAdd(b, x, x);
            c = Vector256.FusedMultiplyAdd(c, x, x);
            d = Vector256.FusedMultiplyAdd(d, x, x);
            e = Vector256.FusedMultiplyAdd(e, x, x);
            f = Vector256.FusedMultiplyAdd(f, x, x);
            g = Vector256.FusedMultiplyAdd(g, x, x);
            h = Vector256.FusedMultiplyAdd(h, x, x);
            i = Vector256.FusedMultiplyAdd(i, x, x);
            j = Vector256.FusedMultiplyAdd(j, x, x);
        }
        return a + b + c + d + e + f + g + h + i + j;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector128<float> Loop128()
    {
        var x = Vector128.Create(0.999f);
        Vector128<float> a, b, c, d, e, f, g, h, i, j;
        a = b = c = d = e = f = g = h = i = j = x;
        for (var step = Steps; step > 0; step--)
        {
            a = Vector128.FusedMultiplyAdd(a, x, x);
            b = Vector128.FusedMultiplyAdd(b, x, x);
            c = Vector128.FusedMultiplyAdd(c, x, x);
            d = Vector128.FusedMultiplyAdd(d, x, x);
            e = Vector128.FusedMultiplyAdd(e, x, x);
            f = Vector128.FusedMultiplyAdd(f, x, x);
            g = Vector128.FusedMultiplyAdd(g, x, x);
            h = Vector128.FusedMultiplyAdd(h, x, x);
            i = Vector128.FusedMultiplyAdd(i, x, x);
            j = Vector128.FusedMultiplyAdd(j, x, x);
        }
        return a + b + c + d + e + f + g + h + i + j;
    }
}
