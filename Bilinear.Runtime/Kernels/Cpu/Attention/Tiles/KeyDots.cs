using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Bilinear.Kernels.Vectors;

namespace Bilinear.Kernels.Cpu.Attention.Tiles;

/// <summary>
/// Computes the products of one query with neighbouring keys, eight keys a vector. Squares of 4×4 elements of the keys are turned in registers, so that
/// a product is the same chain of fused products as anywhere, and a key is read once, where it lies.
/// </summary>
internal static unsafe class KeyDots
{
    /// <summary>The keys of a vector.</summary>
    public const int Keys = 8;

    /// <summary>The floats in a cache line.</summary>
    private const int Line = 16;

    public static bool IsSupported<TVector>(int size) where TVector : unmanaged, IVector<TVector> =>
        Avx.IsSupported && TVector.Width >= V256.Width && size % 4 == 0;

    /// <summary>Computes the products of all keys but the last count mod <see cref="Keys"/>, and tells how many these are.</summary>
    public static int Run(float* query, Strided keys, int count, int size, float* products)
    {
        var key = 0;
        for (; key <= count - 4 * Keys; key += 4 * Keys)
            FourVectors(query, keys.Row(key), (nint)keys.Stride, size, products + key);
        for (; key <= count - Keys; key += Keys)
            OneVector(query, keys.Row(key), (nint)keys.Stride, size, products + key);
        return key;
    }

    // Four chains, since a chain waits for each of its products; line by line, since lines of keys that lie far apart compete for few places in L1.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourVectors(float* query, float* keys, nint stride, int size, float* products)
    {
        V256 sum0, sum1, sum2, sum3;
        sum0 = sum1 = sum2 = sum3 = V256.Create(0f);
        var keys1 = keys + Keys * stride;
        var keys2 = keys1 + Keys * stride;
        var keys3 = keys2 + Keys * stride;
        for (int k = 0, end; k < size; k = end)
        {
            end = Math.Min(size, k + Line);
            for (var i = k; i < end; i += 4)
            {
                Accumulate(query + i, keys + i, stride, ref sum0);
                Accumulate(query + i, keys1 + i, stride, ref sum1);
            }
            for (var i = k; i < end; i += 4)
            {
                Accumulate(query + i, keys2 + i, stride, ref sum2);
                Accumulate(query + i, keys3 + i, stride, ref sum3);
            }
        }
        V256.Store(sum0, products);
        V256.Store(sum1, products + Keys);
        V256.Store(sum2, products + 2 * Keys);
        V256.Store(sum3, products + 3 * Keys);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneVector(float* query, float* keys, nint stride, int size, float* products)
    {
        var sum = V256.Create(0f);
        for (var k = 0; k < size; k += 4)
            Accumulate(query + k, keys + k, stride, ref sum);
        V256.Store(sum, products);
    }

    // sum[j] += Σ_k query[k]·key[j, k] for four k, one after the other
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate(float* query, float* keys, nint stride, ref V256 sum)
    {
        var row0 = TwoRows(keys, stride);
        var row1 = TwoRows(keys + stride, stride);
        var row2 = TwoRows(keys + 2 * stride, stride);
        var row3 = TwoRows(keys + 3 * stride, stride);
        var low01 = Avx.UnpackLow(row0, row1);
        var low23 = Avx.UnpackLow(row2, row3);
        var high01 = Avx.UnpackHigh(row0, row1);
        var high23 = Avx.UnpackHigh(row2, row3);
        V256.Accumulate(V256.Create(query[0]), new(Avx.Shuffle(low01, low23, 0x44)), ref sum);
        V256.Accumulate(V256.Create(query[1]), new(Avx.Shuffle(low01, low23, 0xEE)), ref sum);
        V256.Accumulate(V256.Create(query[2]), new(Avx.Shuffle(high01, high23, 0x44)), ref sum);
        V256.Accumulate(V256.Create(query[3]), new(Avx.Shuffle(high01, high23, 0xEE)), ref sum);
    }

    // Four elements of a key, and of the key four further on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> TwoRows(float* keys, nint stride) =>
        Avx.InsertVector128(Vector128.Load(keys).ToVector256Unsafe(), Vector128.Load(keys + 4 * stride), 1);
}
