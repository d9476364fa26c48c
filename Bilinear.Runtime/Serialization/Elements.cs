using System.Runtime.InteropServices;

namespace Bilinear.Serialization;

/// <summary>Converts the little-endian elements of a file to this runtime's two types.</summary>
internal static class Elements
{
    /// <summary>Converts elements to floats.</summary>
    /// <param name="type">A type that holds floats.</param>
    public static void ToFloats(ElementType type, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        switch (type)
        {
            case ElementType.F32:
                MemoryMarshal.Cast<byte, float>(bytes).CopyTo(values);
                break;
            case ElementType.F16:
                Convert(MemoryMarshal.Cast<byte, Half>(bytes), values, half => (float)half);
                break;
            case ElementType.BF16:
                // A BF16 is the upper half of a float.
                Convert(MemoryMarshal.Cast<byte, ushort>(bytes), values, bits => BitConverter.UInt32BitsToSingle((uint)bits << 16));
                break;
            case ElementType.F64:
                Convert(MemoryMarshal.Cast<byte, double>(bytes), values, number => (float)number);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(type), type, "It holds no floats.");
        }
    }

    /// <summary>Converts elements to whole numbers of 32 bits; false if an element does not fit.</summary>
    /// <param name="type">A type that holds whole numbers.</param>
    public static bool TryIntegers(ElementType type, ReadOnlySpan<byte> bytes, Span<int> values)
    {
        switch (type)
        {
            case ElementType.I32:
                MemoryMarshal.Cast<byte, int>(bytes).CopyTo(values);
                return true;
            case ElementType.U8 or ElementType.BOOL:
                Convert(bytes, values, number => (int)number);
                return true;
            case ElementType.I64:
                var numbers = MemoryMarshal.Cast<byte, long>(bytes);
                Convert(numbers, values, number => (int)number);
                return numbers.IndexOfAnyExceptInRange(int.MinValue, int.MaxValue) < 0;
            default:
                throw new ArgumentOutOfRangeException(nameof(type), type, "It holds no whole numbers.");
        }
    }

    private static void Convert<TFrom, TTo>(ReadOnlySpan<TFrom> from, Span<TTo> to, Func<TFrom, TTo> convert)
    {
        for (var i = 0; i < from.Length; i++)
            to[i] = convert(from[i]);
    }
}
