using System.Runtime.InteropServices;

namespace Bilinear.Serialization.Files;

/// <summary>
/// A file, pipe or device that this process was started with, by its number: what a shell opens with <c>9&gt;&gt;file</c>. Bytes go
/// where it stands; opened anew under its name it would begin at the front. A reader that stops early ends nothing.
/// </summary>
internal sealed partial class OpenFile(int number) : Stream
{
    private const int Interrupted = 4;
    private const int NoReader = 32;
    private const int GetOwn = 1;
    private const int GetAccess = 3;
    private const int ClosedForChildren = 1;
    private const int AccessBits = 3;
    private const int ReadingOnly = 0;
    private const int FromHere = 1;

    private bool _hasNoReader;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    // Of EAGAIN, which a pipe that is full may answer with.
    private static int NotNow => OperatingSystem.IsLinux() ? 11 : 35;

    /// <summary>Why nothing can be written to it; null where something can.</summary>
    public static string? WhyNotWritable(int number)
    {
        // What the runtime has opened for itself has a number too, and is marked.
        if (Control(number, GetOwn) is var own && (own < 0 || (own & ClosedForChildren) != 0)) return $"nothing is open under the number {number}";
        return (Control(number, GetAccess) & AccessBits) == ReadingOnly ? "it is open for reading only" : null;
    }

    /// <summary>What follows in a file is of an earlier one, and goes.</summary>
    public void End()
    {
        if (UnixStatus.Of($"/dev/fd/{number}") is { Kind: FileKind.Regular } && Seek(number, 0, FromHere) is >= 0 and var here && SetLength(number, here) < 0)
            throw new IOException(Marshal.GetLastPInvokeErrorMessage());
    }

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && !_hasNoReader)
        {
            var written = (int)Write(number, bytes, bytes.Length);
            if (written >= 0)
            {
                bytes = bytes[written..];
                continue;
            }
            var error = Marshal.GetLastPInvokeError();
            if (error == NotNow) Thread.Sleep(1);
            else if (error == NoReader) _hasNoReader = true;
            else if (error != Interrupted) throw new IOException($"{Marshal.GetPInvokeErrorMessage(error)}.");
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int file, ReadOnlySpan<byte> bytes, nint count);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    private static partial long Seek(int file, long offset, int origin);

    [LibraryImport("libc", EntryPoint = "ftruncate", SetLastError = true)]
    private static partial int SetLength(int file, long length);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int file, int command);
}
