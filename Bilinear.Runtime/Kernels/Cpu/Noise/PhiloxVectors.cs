using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Bilinear.Kernels.Cpu.Noise;

/// <summary>Computes <see cref="Philox"/> for eight blocks at once. Each word is the lower half of a lane of 64 bits.</summary>
internal static unsafe class PhiloxVectors
{
    /// <summary>The number of blocks that are computed at once.</summary>
    public const int Width = 8;

    private const ulong Low = uint.MaxValue;

    /// <summary>
    /// Computes the uniforms behind the noise of <paramref name="count"/> blocks: u and v of a block's first pair of normals (words A and
    /// B), then of its second (C and D). It writes whole groups of eight blocks.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Uniforms(NoiseKey key, uint sample, uint block, int count, float* u, float* v)
    {
        var numbers = Vector512<ulong>.Indices;
        var (key0, key1) = ((uint)key.Seed, (uint)(key.Seed >> 32));
        for (var i = 0; i < count; i += Width, block += Width, u += 2 * Width, v += 2 * Width)
        {
            var c0 = Vector512.Create((ulong)block) + numbers;
            var c1 = Vector512.Create((ulong)sample);
            var c2 = Vector512.Create((ulong)key.Layer);
            var c3 = Vector512.Create((ulong)key.Epoch);
            for (var round = 0u; round < Philox.Rounds; round++)
            {
                var product0 = Multiply(c0, Philox.Multiplier0);
                var product1 = Multiply(c2, Philox.Multiplier1);
                c0 = (product1 >> 32) ^ c1 ^ Vector512.Create((ulong)(key0 + round * Philox.Weyl0));
                c1 = product1;
                c2 = (product0 >> 32) ^ c3 ^ Vector512.Create((ulong)(key1 + round * Philox.Weyl1));
                c3 = product0;
            }
            // As Philox.OpenUniform and Philox.Uniform.
            var a = Vector512.ConvertToSingle((c0 & Vector512.Create(Low) | c2 << 32).AsUInt32());
            var b = Vector512.ConvertToSingle(((c1 & Vector512.Create(Low) | c3 << 32).AsUInt32() >> 8).AsInt32());
            ((a * (1f / (1 << 16)) + Vector512.Create(0.5f / (1 << 16))) * (1f / (1 << 16))).Store(u);
            (b * (1f / (1 << 24))).Store(v);
        }
    }

    /// <summary>Writes destination = first₀ second₀ first₁ second₁ …, in whole groups of eight pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Interleave(float* first, float* second, int pairs, float* destination)
    {
        for (var i = 0; i < pairs; i += 8)
        {
            var even = Vector256.Load(first + i).AsUInt32();
            var odd = Vector256.Load(second + i).AsUInt32();
            (Vector256.WidenLower(even) | Vector256.WidenLower(odd) << 32).AsSingle().Store(destination + 2 * i);
            (Vector256.WidenUpper(even) | Vector256.WidenUpper(odd) << 32).AsSingle().Store(destination + 2 * i + 8);
        }
    }

    // Multiplies the lower halves; the upper halves hold leftovers of the last round, and are ignored.
    private static Vector512<ulong> Multiply(Vector512<ulong> a, uint multiplier)
    {
        if (Avx512F.IsSupported)
            return Avx512F.Multiply(a.AsUInt32(), Vector512.Create((ulong)multiplier).AsUInt32());
        return Avx2.IsSupported
            ? Vector512.Create(Multiply(a.GetLower(), multiplier), Multiply(a.GetUpper(), multiplier))
            : (a & Vector512.Create(Low)) * Vector512.Create((ulong)multiplier);
    }

    private static Vector256<ulong> Multiply(Vector256<ulong> a, uint multiplier) => Avx2.Multiply(a.AsUInt32(), Vector256.Create((ulong)multiplier).AsUInt32());
}
