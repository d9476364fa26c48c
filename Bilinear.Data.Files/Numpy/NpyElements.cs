using System.Buffers.Binary;
using Bilinear.Serialization;

namespace Bilinear.Data.Files.Numpy;

/// <summary>Brings the elements of an array into the one order that tensors have: row by row, the lowest byte first.</summary>
internal static class NpyElements
{
    /// <param name="bytes">The elements as they are in the file; changed.</param>
    /// <exception cref="OverflowException">An unsigned number does not fit.</exception>
    public static byte[] Ordered(NpyHeader header, byte[] bytes)
    {
        if (header.IsBigEndian)
        {
            for (var at = 0; at < bytes.Length; at += header.Size)
                bytes.AsSpan(at, header.Size).Reverse();
        }
        if (header.IsFortran && header.Shape.Count > 1)
            bytes = Transposed(header, bytes);
        if (header.Type == ElementType.BOOL)
        {
            for (var at = 0; at < bytes.Length; at++)
                bytes[at] = Math.Min(bytes[at], (byte)1);
        }
        return header.Type == ElementType.I64 && (header.Size < sizeof(long) || header.Kind == 'u') ? Widened(header, bytes) : bytes;
    }

    // In the file the first index runs fastest; here the last one does.
    private static byte[] Transposed(NpyHeader header, byte[] bytes)
    {
        var ordered = new byte[bytes.Length];
        var index = new long[header.Shape.Count];
        var strides = new long[header.Shape.Count];
        for (var (axis, stride) = (0, (long)header.Size); axis < index.Length; stride *= header.Shape[axis++])
            strides[axis] = stride;
        for (var (to, from) = (0, 0L); to < ordered.Length; to += header.Size)
        {
            bytes.AsSpan((int)from, header.Size).CopyTo(ordered.AsSpan(to));
            for (var axis = index.Length - 1; axis >= 0; axis--)
            {
                from += strides[axis];
                if (++index[axis] < header.Shape[axis])
                    break;
                from -= strides[axis] * header.Shape[axis];
                index[axis] = 0;
            }
        }

        return ordered;
    }

    private static byte[] Widened(NpyHeader header, byte[] bytes)
    {
        var wide = new byte[checked(bytes.Length / header.Size * sizeof(long))];
        for (var (from, to) = (0, 0); from < bytes.Length; from += header.Size, to += sizeof(long))
            BinaryPrimitives.WriteInt64LittleEndian(wide.AsSpan(to), Whole(header, bytes.AsSpan(from, header.Size)));
        return wide;
    }

    private static long Whole(NpyHeader header, ReadOnlySpan<byte> bytes) => (header.Kind, header.Size) switch
    {
        ('i', 1) => (sbyte)bytes[0],
        ('i', 2) => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        ('u', 2) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        ('u', 4) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        _ => checked((long)BinaryPrimitives.ReadUInt64LittleEndian(bytes)),
    };
}
