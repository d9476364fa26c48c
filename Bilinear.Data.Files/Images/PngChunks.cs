using System.Buffers.Binary;
using System.Text;
using Bilinear.Serialization.Files;

namespace Bilinear.Data.Files.Images;

/// <summary>The chunks of a PNG picture: length, type, data, and the checksum of type and data. Source: ISO/IEC 15948, 5.3.</summary>
internal static class PngChunks
{
    private const int SignatureLength = 8;
    private const int Around = 12;

    /// <summary>The type of the first chunk that pixels depend on whose checksum is wrong; null where there is none. A picture that is cut off is left to its decoder.</summary>
    public static string? FindDamaged(ReadOnlySpan<byte> png)
    {
        for (var rest = png[SignatureLength..]; rest.Length >= Around && BinaryPrimitives.ReadUInt32BigEndian(rest) is var length && length <= rest.Length - Around; rest = rest[(Around + (int)length)..])
        {
            var typeAndData = rest.Slice(4, 4 + (int)length);
            var type = Encoding.Latin1.GetString(typeAndData[..4]);
            if (type is "IHDR" or "PLTE" or "tRNS" or "IDAT"
                && Crc32.Of(typeAndData) != BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + (int)length)..]))
                return type;
        }
        return null;
    }
}
