namespace Bilinear.Data;

/// <summary>
/// Reads a gzip file and, once its elements have been read, an empty member behind it, which gzip allows. A file that has lost its
/// last bytes, which are its checksum and length, still gives all elements. The bytes of the empty member then stand where the
/// checksum should be, and the reader finds that it is wrong.
/// </summary>
internal sealed class WithEmptyMember(Stream file) : Stream
{
    private static readonly byte[] Member = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private ReadOnlyMemory<byte> _rest;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Lets the empty member follow the file.</summary>
    public void AddMember() => _rest = Member;

    public override int Read(Span<byte> destination)
    {
        if (file.Read(destination) is > 0 and var read)
            return read;
        var count = Math.Min(_rest.Length, destination.Length);
        _rest.Span[..count].CopyTo(destination);
        _rest = _rest[count..];
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
