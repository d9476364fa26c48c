using System.IO.Compression;

namespace Bilinear.Data.Text.Corpora;

/// <summary>
/// Reads a gzip file, behind which a member with the one byte 0xFF follows: that byte, which no text has, comes out last where
/// the file is whole. One that is cut off would otherwise end like any other.
/// </summary>
internal static class WholeGzip
{
    /// <summary>What stands at the end of a file that is whole, and nowhere in UTF-8.</summary>
    public const byte End = 0xFF;

    // Header, a stored block of one byte, its CRC-32 and its length.
    private static readonly byte[] Member = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF, 1, 1, 0, 0xFE, 0xFF, End, 0, 0, 0, 0xFF, 1, 0, 0, 0];

    public static Stream Open(Stream file)
    {
        var whole = new WithGzipMember(file, Member);
        whole.AddMember();
        return new GZipStream(whole, CompressionMode.Decompress);
    }
}
