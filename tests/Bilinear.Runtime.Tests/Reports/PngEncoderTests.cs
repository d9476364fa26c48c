using System.Buffers.Binary;
using System.IO.Compression;
using Bilinear.Reports;
using Bilinear.Reports.Images;

namespace Bilinear.Runtime.Tests.Reports;

public sealed class PngEncoderTests
{
    [Fact]
    public void OneGreyPixel_IsTheSmallestPng()
    {
        var png = PngEncoder.Encode(1, 1, 1, [0x7F]);

        Assert.Equal("89504E470D0A1A0A", Convert.ToHexString(png, 0, 8));
        // Length, IHDR, 1 × 1, 8 bits, grey; the check sum is that of every 1 × 1 grey PNG.
        Assert.Equal("0000000D49484452000000010000000108000000003A7E9B55", Convert.ToHexString(png, 8, 25));
        Assert.Equal("0000000049454E44AE426082", Convert.ToHexString(png, png.Length - 12, 12));
    }

    [Theory, InlineData(3, 5, 1), InlineData(2, 4, 3)]
    public void Pixels_AreReadBack(int rows, int columns, int channels)
    {
        var pixels = new byte[rows * columns * channels];
        new Random(1).NextBytes(pixels);

        var png = PngEncoder.Encode(rows, columns, channels, pixels);

        Assert.Equal([rows, columns], [BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16))]);
        Assert.Equal((8, channels == 1 ? 0 : 2), (png[24], png[25]));
        var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33));
        using var data = new ZLibStream(new MemoryStream(png, 41, length), CompressionMode.Decompress);
        for (var row = 0; row < rows; row++)
        {
            Assert.Equal(0, data.ReadByte());
            var read = new byte[columns * channels];
            data.ReadExactly(read);
            Assert.Equal(pixels[(row * read.Length)..((row + 1) * read.Length)], read);
        }

        Assert.Equal(-1, data.ReadByte());
    }
}
