using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Bilinear.Serialization;

/// <summary>
/// A <c>.safetensors</c> file that is open for reading. Its header has been checked whole before this exists; tensors are
/// read when they are asked for. Source: the format's description in huggingface/safetensors.
/// </summary>
public sealed class SafeTensorsFile : IDisposable
{
    private const int LengthBytes = 8;

    /// <summary>As in the format's reference implementation.</summary>
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
        if (length < LengthBytes) throw Wrong($"the file is {length} bytes long; a .safetensors file begins with {LengthBytes} bytes that state its header's length.");
        Span<byte> prefix = stackalloc byte[LengthBytes];
        Fill(prefix, 0);
        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerLength > LongestHeader) throw Wrong($"the header would be {headerLength} bytes long, and no more than {LongestHeader} are allowed: is this a .safetensors file?");
        _dataStart = LengthBytes + (long)headerLength;
        if (_dataStart > length) throw Wrong($"the header would be {headerLength} bytes long, and only {length - LengthBytes} follow: the file is cut off, or not a .safetensors file.");
        var json = new byte[headerLength];
        Fill(json, LengthBytes);
        _header = SafeTensorsHeader.Parse(path, json, length - _dataStart);
    }

    /// <summary>What the file says of itself.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>By name.</summary>
    public IReadOnlyDictionary<string, TensorEntry> Tensors => _header.Tensors;

    /// <summary>Opens a file and checks its header.</summary>
    /// <exception cref="SafeTensorsException">The file is cut off, or lies.</exception>
    /// <exception cref="IOException">It is not there, or cannot be read.</exception>
    public static SafeTensorsFile Open(string path)
    {
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

    /// <summary>The elements of a tensor of F32, or of F16 and BF16, which are widened, or of F64, which are rounded.</summary>
    /// <exception cref="SafeTensorsException">There is no such tensor, or it has another type.</exception>
    public float[] ReadFloats(string name)
    {
        var values = Allocate<float>(name, out var tensor);
        Each(tensor, (bytes, first) =>
        {
            if (!Elements.TryFloats(tensor.Type, bytes, values.AsSpan(first)))
                throw Wrong($"the tensor {ForeignText.Quote(name)} holds {tensor.Type}; floats can be read from F32, F16, BF16 and F64.");
        });
        return values;
    }

    /// <summary>The elements of a tensor of I64, I32 or U8.</summary>
    /// <exception cref="SafeTensorsException">There is no such tensor, it has another type, or an element is outside of 32 bits.</exception>
    public int[] ReadIntegers(string name)
    {
        var values = Allocate<int>(name, out var tensor);
        Each(tensor, (bytes, first) =>
        {
            if (!Elements.TryIntegers(tensor.Type, bytes, values.AsSpan(first)))
                throw Wrong($"the tensor {ForeignText.Quote(name)} holds {tensor.Type}; whole numbers can be read from I64, I32 and U8, and must fit into 32 bits.");
        });
        return values;
    }

    /// <summary>The elements of a tensor of U8.</summary>
    /// <exception cref="SafeTensorsException">There is no such tensor, or it has another type.</exception>
    public byte[] ReadBytes(string name)
    {
        var values = Allocate<byte>(name, out var tensor);
        if (tensor.Type != ElementType.U8) throw Wrong($"the tensor {ForeignText.Quote(name)} holds {tensor.Type}; bytes can be read from U8.");
        Fill(values, _dataStart + tensor.Begin);
        return values;
    }

    public void Dispose() => _file.Dispose();

    private T[] Allocate<T>(string name, out TensorEntry tensor)
    {
        if (!Tensors.TryGetValue(name, out tensor!))
            throw Wrong($"there is no tensor {ForeignText.Quote(name)}; there are {ForeignText.List([.. Tensors.Keys])}.");
        if (tensor.Count > Array.MaxLength) throw Wrong($"the tensor {ForeignText.Quote(name)} has {tensor.Count} elements, more than an array can hold.");
        return new T[tensor.Count];
    }

    private delegate void Chunk(ReadOnlySpan<byte> bytes, int firstElement);

    // In pieces, so that no tensor needs its bytes twice in memory.
    private void Each(TensorEntry tensor, Chunk take)
    {
        var buffer = new byte[(int)Math.Min(1 << 20, tensor.End - tensor.Begin)];
        for (var at = tensor.Begin; at < tensor.End; at += buffer.Length)
        {
            var piece = buffer.AsSpan(0, (int)Math.Min(buffer.Length, tensor.End - at));
            Fill(piece, _dataStart + at);
            take(piece, (int)((at - tensor.Begin) / tensor.Type.Size()));
        }
    }

    private void Fill(Span<byte> destination, long offset)
    {
        while (!destination.IsEmpty)
        {
            var read = RandomAccess.Read(_file, destination, offset);
            if (read == 0) throw Wrong("the file became shorter while it was read.");
            destination = destination[read..];
            offset += read;
        }
    }

    private SafeTensorsException Wrong(string problem) => new(_path, problem);
}
