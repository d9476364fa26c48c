using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using Bilinear.Tensors;

namespace Bilinear.Data;

/// <summary>Stores the inputs of a data set, and gives them as floats.</summary>
internal abstract class Samples(int length)
{
    /// <summary>The number of elements of one sample.</summary>
    public int Length { get; } = length;

    public abstract int Count { get; }

    /// <summary>Copies sample <paramref name="index"/> as floats.</summary>
    public abstract void Copy(int index, Span<float> destination);

    public abstract void Hash(IncrementalHash hash);

    /// <summary>Describes the first element that is not finite, with its place; null if every element is finite.</summary>
    /// <param name="shape">The shape of one sample.</param>
    public abstract string? FindNotFinite(IReadOnlyList<int> shape);
}

/// <summary>Stores floats.</summary>
internal sealed class FloatSamples(float[] elements, int length) : Samples(length)
{
    public override int Count { get; } = elements.Length / length;

    public override void Copy(int index, Span<float> destination) => elements.AsSpan(index * Length, Length).CopyTo(destination);

    public override void Hash(IncrementalHash hash) => hash.AppendData(MemoryMarshal.AsBytes(elements.AsSpan()));

    public override string? FindNotFinite(IReadOnlyList<int> shape) => Finite.FindInSamples(elements, shape);
}

/// <summary>Stores bytes, each of which stands for byte / divisor; they become floats when they are read.</summary>
internal sealed class ByteSamples(byte[] elements, int length, float divisor) : Samples(length)
{
    public override int Count { get; } = elements.Length / length;

    public override void Copy(int index, Span<float> destination) => ToFloats(elements.AsSpan(index * Length, Length), destination, divisor);

    /// <summary>Gives the floats byte / divisor.</summary>
    public static void ToFloats(ReadOnlySpan<byte> source, Span<float> destination, float divisor)
    {
        var i = 0;
        for (; i <= source.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            var words = Vector256.WidenLower(Vector128.Create(source.Slice(i, Vector128<byte>.Count)).ToVector256());
            Floats(words.GetLower()).CopyTo(destination[i..]);
            Floats(words.GetUpper()).CopyTo(destination[(i + Vector256<float>.Count)..]);
        }
        for (; i < source.Length; i++)
            destination[i] = source[i] / divisor;

        Vector256<float> Floats(Vector128<ushort> values) => Vector256.ConvertToSingle(Vector256.WidenLower(values.ToVector256()).AsInt32()) / divisor;
    }

    public override void Hash(IncrementalHash hash)
    {
        hash.AppendData(BitConverter.GetBytes(divisor));
        hash.AppendData(elements);
    }

    // The largest byte overflows first, and divided by infinity even that is zero.
    public override string? FindNotFinite(IReadOnlyList<int> shape) => float.IsFinite(divisor) && float.IsFinite(byte.MaxValue / divisor)
        ? null
        : $"bytes that stand for byte / {divisor}, and {byte.MaxValue} / {divisor} is {byte.MaxValue / divisor}";
}

/// <summary>Stands for the floats that texts have not.</summary>
internal sealed class NoSamples(TextSamples texts) : Samples(texts.Context)
{
    public override int Count => texts.Count;

    public override void Copy(int index, Span<float> destination) => throw new NotSupportedException("A data set of texts has tokens and no floats: read its Texts.");

    public override void Hash(IncrementalHash hash)
    {
        var vocabulary = texts.Vocabulary;
        hash.AppendData(MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in vocabulary)));
        texts.Hash(hash);
    }

    public override string? FindNotFinite(IReadOnlyList<int> shape) => null;
}
