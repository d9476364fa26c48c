using System.Runtime.CompilerServices;
using Bilinear.Kernels.Vectors;

namespace Bilinear.Kernels;

/// <summary>
/// Computes Philox4x32-10, the random stream of a run: a pure function of a seed and four counters, so that any element of it
/// can be computed in any order, on any device. Source: Salmon, Moraes, Dror and Shaw, "Parallel Random Numbers: As Easy as
/// 1, 2, 3" (2011), and its library Random123.
/// </summary>
/// <remarks>
/// Who uses which counters, the seed being the key (low word first):
/// <list type="table">
/// <item><term>noise</term><description>(element / 4, sample, layer, epoch): element counts within the sample, row by row; the
/// block's four words make the normals of elements 4i … 4i+3, see <see cref="Normals(uint, uint)"/>.</description></item>
/// <item><term>shuffling</term><description>(i, 0, <see cref="ShuffleStream"/>, epoch)</description></item>
/// <item><term>initialisation</term><description>(i, parameter, <see cref="InitStream"/>, 0)</description></item>
/// <item><term>CP fits</term><description>(i, 0, <see cref="ComponentStream"/>, 0)</description></item>
/// <item><term>validation</term><description>(i, 0, <see cref="ValidationStream"/>, 0)</description></item>
/// <item><term>tokens</term><description>(number, 0, <see cref="TokenStream"/>, 0)</description></item>
/// <item><term>random matrices</term><description>(i, matrix, <see cref="MatrixStream"/>, 0)</description></item>
/// <item><term>permuted masks</term><description>(i, mask, <see cref="MaskStream"/>, 0)</description></item>
/// </list>
/// </remarks>
public static class Philox
{
    /// <summary>The counter of this stream in the place where noise has the number of its layer.</summary>
    public const uint ShuffleStream = 0xFFFF_FFFF;

    /// <inheritdoc cref="ShuffleStream"/>
    public const uint InitStream = 0xFFFF_FFFE;

    /// <summary>The counter of the first components of a CP fit in that place.</summary>
    internal const uint ComponentStream = 0xFFFF_FFFD;

    /// <summary>The counter of the orders that permuted masks are in.</summary>
    internal const uint MaskStream = 0xFFFF_FFFC;

    /// <summary>The counter of the choice of samples for validation.</summary>
    internal const uint ValidationStream = 0xFFFF_FFFB;

    /// <summary>The counter of the choice of tokens.</summary>
    internal const uint TokenStream = 0xFFFF_FFFA;

    /// <summary>The counter of the random matrices that spectra are shown beside.</summary>
    internal const uint MatrixStream = 0xFFFF_FFF9;

    internal const int Rounds = 10;
    internal const uint Multiplier0 = 0xD251_1F53;
    internal const uint Multiplier1 = 0xCD9E_8D57;
    internal const uint Weyl0 = 0x9E37_79B9;
    internal const uint Weyl1 = 0xBB67_AE85;

    /// <summary>Computes the four random words of one counter.</summary>
    public static PhiloxBlock Block(ulong seed, uint c0, uint c1, uint c2, uint c3)
    {
        var key0 = (uint)seed;
        var key1 = (uint)(seed >> 32);
        for (var round = 0; round < Rounds; round++)
        {
            var product0 = (ulong)Multiplier0 * c0;
            var product1 = (ulong)Multiplier1 * c2;
            c0 = (uint)(product1 >> 32) ^ c1 ^ key0;
            c1 = (uint)product1;
            c2 = (uint)(product0 >> 32) ^ c3 ^ key1;
            c3 = (uint)product0;
            key0 += Weyl0;
            key1 += Weyl1;
        }
        return new PhiloxBlock { A = c0, B = c1, C = c2, D = c3 };
    }

    /// <summary>Computes the words behind the noise on elements 4·block … 4·block+3 of a sample.</summary>
    public static PhiloxBlock NoiseBlock(NoiseKey key, uint sample, uint block) =>
        Block(key.Seed, block, sample, key.Layer, key.Epoch);

    /// <summary>Gives a number in [0, 1), one of 2²⁴ equally likely ones.</summary>
    public static float Uniform(uint word) => (int)(word >> 8) * (1f / (1 << 24));

    /// <summary>
    /// Computes two independent standard normals by the method of Box and Muller: r·cos 2πv and r·sin 2πv with r = √(−2 ln u). The words A and B of
    /// a block make elements 0 and 1, C and D elements 2 and 3.
    /// </summary>
    public static NormalPair Normals(uint a, uint b)
    {
        Normals(new Scalar(OpenUniform(a)), new Scalar(Uniform(b)), out var first, out var second);
        return new NormalPair { First = first.Value, Second = second.Value };
    }

    /// <summary>Gives a number in [2⁻³³, 1]: its logarithm is finite, and normals reach 6.7 standard deviations.</summary>
    internal static float OpenUniform(uint word)
    {
        // Computed from signed halves: a GPU converts an unsigned word to a float through double, which not every GPU has.
        var rounded = (int)(word >> 16) + (int)(word & 0xFFFF) * (1f / (1 << 16));
        return (rounded + 0.5f / (1 << 16)) * (1f / (1 << 16));
    }

    /// <inheritdoc cref="Normals(uint, uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Normals<TVector>(TVector u, TVector v, out TVector first, out TVector second) where TVector : struct, IVector<TVector>
    {
        var radius = TVector.Sqrt(TVector.Create(-2f) * Elementary.Log(u));
        // sin 2πv = cos 2πw, w = v − ¼ brought back to [0, 1)
        var w = TVector.SelectLessOrEqual(TVector.Create(0.25f), v, v - TVector.Create(0.25f), v + TVector.Create(0.75f));
        first = radius * Elementary.CosOfTurns(v);
        second = radius * Elementary.CosOfTurns(w);
    }
}

/// <summary>Holds four random words.</summary>
public struct PhiloxBlock
{
    public uint A;
    public uint B;
    public uint C;
    public uint D;
}

/// <summary>Holds two independent standard normals.</summary>
public struct NormalPair
{
    public float First;
    public float Second;
}
