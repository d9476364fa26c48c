using System.IO.Compression;

namespace Bilinear.Data.Text.Corpora;

/// <summary>
/// The bytes of a gzip file, behind which a member with the one byte 0xFF follows, as gzip allows: that byte, which no text has,
/// comes out last where the file is whole. One that is cut off would otherwise end like any other.
/// </summary>
internal sealed class WholeGzip(Stream file) : Stream
{
    /// <summary>What stands at the end of a file that is whole, and nowhere in UTF-8.</summary>
    public const byte End = 0xFF;

    // Header, a stored block of one byte, its CRC-32 and its length.
    private static readonly byte[] Member = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF, 1, 1, 0, 0xFE, 0xFF, End, 0, 0, 0, 0xFF, 1, 0, 0, 0];

    private int _given;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static Stream Open(Stream file) => new GZipStream(new WholeGzip(file), CompressionMode.Decompress);

    public override int Read(Span<byte> destination)
    {
        if (file.Read(destination) is > 0 and var read)
            return read;
        var count = Math.Min(Member.Length - _given, destination.Length);
        Member.AsSpan(_given, count).CopyTo(destination);
        _given += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }
}
