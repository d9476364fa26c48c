using System.Buffers.Binary;
using System.Text;

namespace Bilinear.Runtime.Tests.Serialization;

/// <summary>Files made byte by byte, right or wrong.</summary>
internal static class RawSafeTensors
{
    public static byte[] File(string header, byte[] data) => File((ulong)Encoding.UTF8.GetByteCount(header), Encoding.UTF8.GetBytes(header), data);

    public static byte[] File(ulong headerLength, byte[] header, byte[] data)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, headerLength);
        return [.. length, .. header, .. data];
    }
}
