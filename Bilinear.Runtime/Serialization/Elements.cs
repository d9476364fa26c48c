using System.Runtime.InteropServices;

namespace Bilinear.Serialization;

/// <summary>Little-endian elements of a file as this runtime's two types.</summary>
internal static class Elements
{
    /// <summary>False where the type holds no floats.</summary>
    public static bool TryFloats(ElementType type, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        switch (type)
        {
            case ElementType.F32:
                MemoryMarshal.Cast<byte, float>(bytes).CopyTo(values);
                return true;
            case ElementType.F16:
                Convert(MemoryMarshal.Cast<byte, Half>(bytes), values, half => (float)half);
                return true;
            case ElementType.BF16:
                // The upper half of a float.
                Convert(MemoryMarshal.Cast<byte, ushort>(bytes), values, bits => BitConverter.UInt32BitsToSingle((uint)bits << 16));
                return true;
            case ElementType.F64:
                Convert(MemoryMarshal.Cast<byte, double>(bytes), values, number => (float)number);
                return true;
            default:
                return false;
        }
    }

    /// <summary>False where the type holds no whole numbers that fit, or one of them does not.</summary>
    public static bool TryIntegers(ElementType type, ReadOnlySpan<byte> bytes, Span<int> values)
    {
        switch (type)
        {
            case ElementType.I32:
                MemoryMarshal.Cast<byte, int>(bytes).CopyTo(values);
                return true;
            case ElementType.U8:
                Convert(bytes, values, number => (int)number);
                return true;
            case ElementType.I64:
                var numbers = MemoryMarshal.Cast<byte, long>(bytes);
                Convert(numbers, values, number => (int)number);
                return numbers.IndexOfAnyExceptInRange(int.MinValue, int.MaxValue) < 0;
            default:
                return false;
        }
    }

    private static void Convert<TFrom, TTo>(ReadOnlySpan<TFrom> from, Span<TTo> to, Func<TFrom, TTo> convert)
    {
        for (var i = 0; i < from.Length; i++) to[i] = convert(from[i]);
    }
}
