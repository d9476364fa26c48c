using System.Buffers.Binary;

namespace Bilinear.Runtime.Tests.Data;

/// <summary>IDX files made byte by byte.</summary>
internal static class RawIdx
{
    public static byte[] File(int[] shape, byte[] elements)
    {
        var sizes = new byte[4 * shape.Length];
        for (var axis = 0; axis < shape.Length; axis++)
            BinaryPrimitives.WriteInt32BigEndian(sizes.AsSpan(4 * axis), shape[axis]);
        return [0, 0, 8, (byte)shape.Length, .. sizes, .. elements];
    }
}
