using System.Buffers.Binary;
using Bilinear.Serialization.Files;
using Microsoft.Win32.SafeHandles;

namespace Bilinear.Serialization;

/// <summary>
/// A <c>.safetensors</c> file that is open for reading. Opening checks the whole header; tensors are read when they are
/// asked for. Source: the format's description in huggingface/safetensors.
/// </summary>
public sealed class SafeTensorsFile : TensorFile
{
    private const int LengthBytes = 8;

    /// <summary>The longest header that is read, as in the format's reference implementation.</summary>
    private const long LongestHeader = 100_000_000;

    private readonly SafeFileHandle _file;
    private readonly SafeTensorsHeader _header;
    private readonly long _dataStart;

    private SafeTensorsFile(string path, SafeFileHandle file)
        : base(path)
    {
        _file = file;
        var length = RandomAccess.GetLength(file);
        if (length < LengthBytes)
            throw Refuse($"the file is {length} bytes long; a .safetensors file begins with {LengthBytes} bytes that state its header's length.");
        Span<byte> prefix = stackalloc byte[LengthBytes];
        Fill(prefix, 0);
        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerLength > LongestHeader)
            throw Refuse(OtherKind(prefix) ?? $"the header would be {headerLength} bytes long, and no more than {LongestHeader} are allowed: is this a .safetensors file?");
        _dataStart = LengthBytes + (long)headerLength;
        if (_dataStart > length)
            throw Refuse(OtherKind(prefix) ?? $"the header would be {headerLength} bytes long, and only {length - LengthBytes} follow: the file is cut off, or not a .safetensors file.");
        var json = new byte[headerLength];
        Fill(json, LengthBytes);
        _header = SafeTensorsHeader.Parse(path, json, length - _dataStart);
    }

    public override IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    public override IReadOnlyDictionary<string, TensorEntry> Tensors => _header.Tensors;

    /// <summary>Opens a file and checks its header.</summary>
    /// <exception cref="SafeTensorsException">The file is cut off, or its header is wrong.</exception>
    /// <exception cref="IOException">The file does not exist, or cannot be read.</exception>
    public static SafeTensorsFile Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        // Checked before the file is opened, since opening a pipe waits until somebody writes to it.
        switch (FilePlace.KindOf(path))
        {
            case FileKind.Folder: throw new SafeTensorsException(path, "it is a folder, and no .safetensors file.");
            case FileKind.Stream: throw new SafeTensorsException(path, "it is a pipe or a device, and tensors are read from their places in a file: write it to a file first.");
        }
        var file = File.OpenHandle(path);
        try
        {
            return new SafeTensorsFile(path, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public override void Dispose() => _file.Dispose();

    protected override bool IsDisposed => _file.IsClosed;

    protected override void Fill(TensorEntry tensor, long offset, Span<byte> destination) => Fill(destination, _dataStart + tensor.Begin + offset);

    protected override IOException Refuse(string problem) => new SafeTensorsException(Path, problem);

    // What a file that cannot be a .safetensors file is, by how it begins.
    private static string? OtherKind(ReadOnlySpan<byte> start)
    {
        const string Readers = "Where the tool takes weights or data it reads such a file, and a program reads it with TensorFiles.Open of Bilinear.Data.Files.";
        return start.StartsWith("PK\x03\x04"u8) ? $"it is a zip archive, as .pt and .npz are, and no .safetensors file. {Readers}"
            : start[0] == 0x93 && start[1..].StartsWith("NUMPY"u8) ? $"it is an array of NumPy's, as .npy is, and no .safetensors file. {Readers}"
            : start[0] == 0x89 && start[1..].StartsWith("PNG"u8) ? "it is a PNG picture, and no .safetensors file. Where the tool takes data it reads a folder of such pictures, and a program reads it with ImageFolder.Read of Bilinear.Data.Files."
            : null;
    }

    private void Fill(Span<byte> destination, long offset)
    {
        while (!destination.IsEmpty)
        {
            var read = RandomAccess.Read(_file, destination, offset);
            if (read == 0)
                throw Refuse("the file became shorter while it was read.");
            destination = destination[read..];
            offset += read;
        }
    }
}
