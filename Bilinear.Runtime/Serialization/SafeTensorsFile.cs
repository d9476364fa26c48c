using System.Buffers.Binary;
using Bilinear.Serialization.Files;
using Bilinear.Text;
using Microsoft.Win32.SafeHandles;

namespace Bilinear.Serialization;

/// <summary>
/// A <c>.safetensors</c> file that is open for reading. Opening checks the whole header; tensors are read when they are
/// asked for. Source: the format's description in huggingface/safetensors.
/// </summary>
public sealed class SafeTensorsFile : IDisposable
{
    private const int LengthBytes = 8;

    /// <summary>The longest header that is read, as in the format's reference implementation.</summary>
    private const long LongestHeader = 100_000_000;

    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly SafeTensorsHeader _header;
    private readonly long _dataStart;

    private SafeTensorsFile(string path, SafeFileHandle file)
    {
        _path = path;
        _file = file;
        var length = RandomAccess.GetLength(file);
        if (length < LengthBytes)
            throw Wrong($"the file is {length} bytes long; a .safetensors file begins with {LengthBytes} bytes that state its header's length.");
        Span<byte> prefix = stackalloc byte[LengthBytes];
        Fill(prefix, 0);
        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerLength > LongestHeader)
            throw Wrong($"the header would be {headerLength} bytes long, and no more than {LongestHeader} are allowed: is this a .safetensors file?");
        _dataStart = LengthBytes + (long)headerLength;
        if (_dataStart > length)
            throw Wrong($"the header would be {headerLength} bytes long, and only {length - LengthBytes} follow: the file is cut off, or not a .safetensors file.");
        var json = new byte[headerLength];
        Fill(json, LengthBytes);
        _header = SafeTensorsHeader.Parse(path, json, length - _dataStart);
    }

    /// <summary>The metadata of the file.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>The tensors of the file, by name.</summary>
    public IReadOnlyDictionary<string, TensorEntry> Tensors => _header.Tensors;

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

    /// <summary>Reads the elements of a tensor of F32, of F16 and BF16, which are widened, or of F64, which are rounded.</summary>
    /// <exception cref="SafeTensorsException">There is no such tensor, or it has another type.</exception>
    public float[] ReadFloats(string name)
    {
        var tensor = Find(name, "floats can be read from F32, F16, BF16 and F64", ElementType.F32, ElementType.F16, ElementType.BF16, ElementType.F64);
        var values = Allocate<float>(tensor);
        Each(tensor, (type, bytes, first) => Elements.ToFloats(type, bytes, values.AsSpan(first)));
        return values;
    }

    /// <summary>Reads the elements of a tensor of I64, I32 or U8.</summary>
    /// <exception cref="SafeTensorsException">There is no such tensor, it has another type, or an element does not fit into 32 bits.</exception>
    public int[] ReadIntegers(string name)
    {
        const string Rule = "whole numbers can be read from I64, I32 and U8, and must fit into 32 bits";
        var tensor = Find(name, Rule, ElementType.I64, ElementType.I32, ElementType.U8);
        var values = Allocate<int>(tensor);
        Each(tensor, (type, bytes, first) =>
        {
            if (!Elements.TryIntegers(type, bytes, values.AsSpan(first)))
                throw WrongType(tensor, Rule);
        });
        return values;
    }

    /// <summary>Reads the elements of a tensor of U8.</summary>
    /// <exception cref="SafeTensorsException">There is no such tensor, or it has another type.</exception>
    public byte[] ReadBytes(string name)
    {
        var tensor = Find(name, "bytes can be read from U8", ElementType.U8);
        var values = Allocate<byte>(tensor);
        Fill(values, _dataStart + tensor.Begin);
        return values;
    }

    public void Dispose() => _file.Dispose();

    // Checked before memory is allocated: the header's check of shapes against bytes leaves out unknown types.
    private TensorEntry Find(string name, string rule, params ReadOnlySpan<ElementType> readable)
    {
        ArgumentNullException.ThrowIfNull(name);
        ObjectDisposedException.ThrowIf(_file.IsClosed, this);
        if (!Tensors.TryGetValue(name, out var tensor))
            throw Wrong($"there is no tensor {ForeignText.Quote(name)}; there are {ForeignText.List([.. Tensors.Keys])}.");
        return tensor.Type is { } type && readable.Contains(type) ? tensor : throw WrongType(tensor, rule);
    }

    private T[] Allocate<T>(TensorEntry tensor) => tensor.Count <= Array.MaxLength
        ? new T[tensor.Count]
        : throw Wrong($"the tensor {ForeignText.Quote(tensor.Name)} has {tensor.Count} elements, more than an array can hold.");

    private delegate void Chunk(ElementType type, ReadOnlySpan<byte> bytes, int firstElement);

    // Reads in pieces, so that the bytes of a tensor are not in memory twice.
    private void Each(TensorEntry tensor, Chunk take)
    {
        var type = tensor.Type!.Value;
        var buffer = new byte[(int)Math.Min(1 << 20, tensor.End - tensor.Begin)];
        for (var at = tensor.Begin; at < tensor.End; at += buffer.Length)
        {
            var piece = buffer.AsSpan(0, (int)Math.Min(buffer.Length, tensor.End - at));
            Fill(piece, _dataStart + at);
            take(type, piece, (int)(8 * (at - tensor.Begin) / type.Bits()));
        }
    }

    private void Fill(Span<byte> destination, long offset)
    {
        while (!destination.IsEmpty)
        {
            var read = RandomAccess.Read(_file, destination, offset);
            if (read == 0)
                throw Wrong("the file became shorter while it was read.");
            destination = destination[read..];
            offset += read;
        }
    }

    private SafeTensorsException WrongType(TensorEntry tensor, string rule) => Wrong($"the tensor {ForeignText.Quote(tensor.Name)} holds {ForeignText.Shorten(tensor.Dtype)}; {rule}.");

    private SafeTensorsException Wrong(string problem) => new(_path, problem);
}
