using Bilinear.Text;

namespace Bilinear.Serialization;

/// <summary>A file of tensors that is open for reading, in whatever format. Opening checks what the file says of them; elements are read when they are asked for.</summary>
public abstract class TensorFile : IDisposable
{
    /// <param name="path">The path of the file, for messages.</param>
    protected TensorFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        Path = path;
    }

    public string Path { get; }

    /// <summary>The metadata of the file; empty in a format that has none.</summary>
    public abstract IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensors of the file, by name.</summary>
    public abstract IReadOnlyDictionary<string, TensorEntry> Tensors { get; }

    protected abstract bool IsDisposed { get; }

    /// <summary>Reads the elements of a tensor of F32, of F16 and BF16, which are widened, or of F64, which are rounded.</summary>
    /// <exception cref="IOException">There is no such tensor, or it has another type.</exception>
    public float[] ReadFloats(string name)
    {
        var tensor = Find(name, "floats can be read from F32, F16, BF16 and F64", ElementType.F32, ElementType.F16, ElementType.BF16, ElementType.F64);
        var values = Allocate<float>(tensor);
        Each(tensor, (type, bytes, first) => Elements.ToFloats(type, bytes, values.AsSpan(first)));
        return values;
    }

    /// <summary>Reads the elements of a tensor of I64, I32, U8 or BOOL, 0 or 1.</summary>
    /// <exception cref="IOException">There is no such tensor, it has another type, or an element does not fit into 32 bits.</exception>
    public int[] ReadIntegers(string name)
    {
        const string Rule = "whole numbers can be read from I64, I32, U8 and BOOL, and must fit into 32 bits";
        var tensor = Find(name, Rule, ElementType.I64, ElementType.I32, ElementType.U8, ElementType.BOOL);
        var values = Allocate<int>(tensor);
        Each(tensor, (type, bytes, first) =>
        {
            if (!Elements.TryIntegers(type, bytes, values.AsSpan(first)))
                throw WrongType(tensor, Rule);
        });
        return values;
    }

    /// <summary>Reads the elements of a tensor of U8.</summary>
    /// <exception cref="IOException">There is no such tensor, or it has another type.</exception>
    public byte[] ReadBytes(string name)
    {
        var tensor = Find(name, "bytes can be read from U8", ElementType.U8);
        var values = Allocate<byte>(tensor);
        Fill(tensor, 0, values);
        return values;
    }

    // Checked before memory is allocated: the header's check of shapes against bytes leaves out unknown types.
    private TensorEntry Find(string name, string rule, params ReadOnlySpan<ElementType> readable)
    {
        ArgumentNullException.ThrowIfNull(name);
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (!Tensors.TryGetValue(name, out var tensor))
            throw Refuse($"there is no tensor {ForeignText.Quote(name)}; there are {ForeignText.List([.. Tensors.Keys])}.");
        return tensor.Type is { } type && readable.Contains(type) ? tensor : throw WrongType(tensor, rule);
    }

    private T[] Allocate<T>(TensorEntry tensor) => tensor.Count <= Array.MaxLength
        ? new T[tensor.Count]
        : throw Refuse($"the tensor {ForeignText.Quote(tensor.Name)} has {tensor.Count} elements, more than an array can hold.");

    private delegate void Chunk(ElementType type, ReadOnlySpan<byte> bytes, int firstElement);

    // Reads in pieces, so that the bytes of a tensor are not in memory twice.
    private void Each(TensorEntry tensor, Chunk take)
    {
        var type = tensor.Type!.Value;
        var buffer = new byte[(int)Math.Min(1 << 20, tensor.End - tensor.Begin)];
        for (var at = tensor.Begin; at < tensor.End; at += buffer.Length)
        {
            var piece = buffer.AsSpan(0, (int)Math.Min(buffer.Length, tensor.End - at));
            Fill(tensor, at - tensor.Begin, piece);
            take(type, piece, (int)(8 * (at - tensor.Begin) / type.Bits()));
        }
    }

    public abstract void Dispose();

    /// <summary>Reads some bytes of a tensor, from any thread where the format's own reader can.</summary>
    internal void Read(TensorEntry tensor, long offset, Span<byte> destination) => Fill(tensor, offset, destination);

    /// <summary>Reads some bytes of a tensor: its elements row by row, the lowest byte of each first.</summary>
    /// <param name="offset">The place of the first byte within the tensor.</param>
    protected abstract void Fill(TensorEntry tensor, long offset, Span<byte> destination);

    /// <summary>What is wrong with the file, as an exception that names it.</summary>
    protected abstract IOException Refuse(string problem);

    private IOException WrongType(TensorEntry tensor, string rule) => Refuse($"the tensor {ForeignText.Quote(tensor.Name)} holds {ForeignText.Shorten(tensor.Dtype)}; {rule}.");
}
