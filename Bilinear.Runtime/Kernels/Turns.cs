using System.Runtime.CompilerServices;

namespace Bilinear.Kernels;

/// <summary>
/// The angles of rotary positions, in turns of 2π. The frequencies are whole multiples of 2⁻⁶⁴ turns, so that their products with a
/// position wrap around at whole turns of themselves: a position of millions loses no digit, on processors without doubles too.
/// </summary>
internal static class Turns
{
    /// <summary>Computes base^(−2i/s)/2π for each pair i of a head of s = 2·<paramref name="frequencies"/>.Length elements, as fractions of 2⁶⁴.</summary>
    public static void Frequencies(Span<ulong> frequencies, double @base)
    {
        for (var i = 0; i < frequencies.Length; i++)
        {
            var turns = Math.Pow(@base, -(double)i / frequencies.Length) / Math.Tau;
            frequencies[i] = (ulong)Math.ScaleB(turns - Math.Floor(turns), 64);
        }
    }

    /// <summary>Gives position·frequency without its whole turns, in ±½.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float At(ulong frequency, int position) => (int)(unchecked(frequency * (ulong)position) >> 32) * (1f / (1L << 32));

    /// <summary>Computes cos 2πv and sin 2πv for v in ±½.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Point<TVector>(TVector v, out TVector cos, out TVector sin) where TVector : struct, IVector<TVector>
    {
        cos = Elementary.CosOfTurns(TVector.Abs(v));
        sin = Elementary.CosOfTurns(TVector.Abs(v - TVector.Create(0.25f)));
    }
}
