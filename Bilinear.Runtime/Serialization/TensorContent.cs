using System.Runtime.InteropServices;
using Bilinear.Text;

namespace Bilinear.Serialization;

/// <summary>A tensor of any type that is to be written, of whose elements no more need be in memory than are being written.</summary>
/// <param name="Write">Writes the bytes of all elements, row by row, the lowest byte of each first.</param>
internal sealed record TensorContent(string Name, ElementType Type, IReadOnlyList<long> Shape, Action<Stream> Write)
{
    /// <summary>A span cannot hold more than 2³¹ bytes, so elements are written in pieces of so many.</summary>
    private const int Piece = 1 << 20;

    /// <summary>The number of bytes of all elements.</summary>
    public long Bytes { get; } = Shape.Contains(0) ? 0 : Shape.Aggregate((long)Type.Bits() / 8, (product, size) => checked(product * size));

    /// <exception cref="ArgumentException">The shape has a negative size, or does not fit the number of the values.</exception>
    public static TensorContent Of(NamedTensor tensor)
    {
        if (tensor.Shape.Any(size => size < 0))
            throw new ArgumentException($"{ForeignText.Quote(tensor.Name)} cannot have the shape {ForeignText.Shape(tensor.Shape)}: every size must be at least 0.", "tensors");
        // A shape larger than any array has more elements than there are values, whatever the exact number is.
        var count = tensor.Shape.Contains(0) ? 0 : tensor.Shape.Aggregate(1L, (product, size) => product > int.MaxValue ? product : product * size);
        return count == tensor.Values.Length
            ? new TensorContent(tensor.Name, ElementType.F32, [.. tensor.Shape], stream => WriteAll(stream, tensor.Values.Span))
            : throw new ArgumentException($"{ForeignText.Quote(tensor.Name)} has the shape {ForeignText.Shape(tensor.Shape)}, which is {(count > int.MaxValue ? "more" : $"{count}")} values, and {tensor.Values.Length} were given.", "tensors");
    }

    /// <summary>A row of whole numbers, I64.</summary>
    public static TensorContent Of(string name, IReadOnlyCollection<long> values) =>
        new(name, ElementType.I64, [values.Count], stream => WriteAll<long>(stream, [.. values]));

    private static void WriteAll<T>(Stream stream, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        for (; values.Length > Piece; values = values[Piece..])
            stream.Write(MemoryMarshal.AsBytes(values[..Piece]));
        stream.Write(MemoryMarshal.AsBytes(values));
    }
}
