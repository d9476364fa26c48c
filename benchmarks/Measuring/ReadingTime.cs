using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Bilinear.Benchmarks.Measuring;

/// <summary>The time in which threads read a buffer from memory, or from as much cache as it fits into: the shortest of many.</summary>
internal static class ReadingTime
{
    /// <summary>Streams of one thread, as the product of one row reads weights: one stream is not as fast.</summary>
    private const int Streams = 4;

    private const int Rounds = 60;

    public static double Of(long bytes, int threads)
    {
        var buffer = new float[bytes / sizeof(float)];
        Array.Fill(buffer, 1);
        var (best, sums) = (double.MaxValue, new float[threads]);
        using var barrier = new Barrier(threads);
        var readers = Enumerable.Range(0, threads).Select(reader => new Thread(() =>
        {
            var part = buffer.Length / threads;
            for (var round = 0; round < Rounds; round++)
            {
                barrier.SignalAndWait();
                var start = Stopwatch.GetTimestamp();
                sums[reader] += Sum(buffer.AsSpan(reader * part, part));
                barrier.SignalAndWait();
                if (reader == 0)
                    best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        })).ToList();
        readers.ForEach(thread => thread.Start());
        readers.ForEach(thread => thread.Join());
        return sums.All(sum => sum > 0) ? best : throw new InvalidOperationException("What was read is not what was written.");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Sum(ReadOnlySpan<float> values)
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        var part = values.Length / Streams;
        var (a, b, c, d) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        for (var i = 0; i <= part - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            a += Vector512.LoadUnsafe(ref first, (nuint)i);
            b += Vector512.LoadUnsafe(ref first, (nuint)(part + i));
            c += Vector512.LoadUnsafe(ref first, (nuint)((2 * part) + i));
            d += Vector512.LoadUnsafe(ref first, (nuint)((3 * part) + i));
        }
        return Vector512.Sum(a + b + c + d);
    }
}
