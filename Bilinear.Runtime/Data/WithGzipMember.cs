namespace Bilinear.Data;

/// <summary>Reads a gzip file and, once that is read, a member of gzip that follows it, as gzip allows. It owns the file.</summary>
/// <param name="member">Every byte of the member, its header too.</param>
internal sealed class WithGzipMember(Stream file, byte[] member) : Stream
{
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

    /// <summary>Lets the member follow the file.</summary>
    public void AddMember() => _rest = member;

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

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }
}
