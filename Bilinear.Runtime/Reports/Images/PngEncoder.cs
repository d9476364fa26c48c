using System.Buffers.Binary;
using System.IO.Compression;
using Bilinear.Serialization.Files;

namespace Bilinear.Reports.Images;

/// <summary>Writes small pictures as PNG: 8 bits a channel, no filter, no interlace (ISO/IEC 15948).</summary>
internal static class PngEncoder
{
    private const byte Grey = 0;
    private const byte Rgb = 2;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <param name="pixels">[rows, columns, channels]; one channel is grey, three are red, green and blue.</param>
    public static byte[] Encode(int rows, int columns, int channels, ReadOnlySpan<byte> pixels)
    {
        using var png = new MemoryStream();
        png.Write(Signature);

        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, columns);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], rows);
        header[8] = 8;
        header[9] = channels == 1 ? Grey : Rgb;
        WriteChunk(png, "IHDR"u8, header);
        WriteChunk(png, "IDAT"u8, Compress(rows, columns * channels, pixels));
        WriteChunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    // A zero before each row: its filter, none.
    private static byte[] Compress(int rows, int rowBytes, ReadOnlySpan<byte> pixels)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.SmallestSize))
        {
            for (var row = 0; row < rows; row++)
            {
                zlib.WriteByte(0);
                zlib.Write(pixels.Slice(row * rowBytes, rowBytes));
            }
        }

        return compressed.ToArray();
    }

    private static void WriteChunk(Stream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(type);
        png.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(data, Crc32.Of(type)));
        png.Write(number);
    }
}
