using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Bilinear.Data;

/// <summary>The inputs of a data set: how they are stored, and as floats.</summary>
internal abstract class Samples(int length)
{
    /// <summary>Elements of one sample.</summary>
    public int Length { get; } = length;

    public abstract int Count { get; }

    /// <summary>Sample <paramref name="index"/>, as floats.</summary>
    public abstract void Copy(int index, Span<float> destination);

    public abstract void Hash(IncrementalHash hash);
}

internal sealed class FloatSamples(float[] elements, int length) : Samples(length)
{
    public override int Count { get; } = elements.Length / length;

    public override void Copy(int index, Span<float> destination) => elements.AsSpan(index * Length, Length).CopyTo(destination);

    public override void Hash(IncrementalHash hash) => hash.AppendData(MemoryMarshal.AsBytes(elements.AsSpan()));
}

/// <summary>Bytes that stand for byte / divisor; they become floats when they are asked for.</summary>
internal sealed class ByteSamples(byte[] elements, int length, float divisor) : Samples(length)
{
    private readonly float[] _values = [.. Enumerable.Range(0, 256).Select(value => value / divisor)];

    public override int Count { get; } = elements.Length / length;

    public override void Copy(int index, Span<float> destination)
    {
        var source = elements.AsSpan(index * Length, Length);
        for (var i = 0; i < source.Length; i++) destination[i] = _values[source[i]];
    }

    public override void Hash(IncrementalHash hash)
    {
        hash.AppendData(BitConverter.GetBytes(divisor));
        hash.AppendData(elements);
    }
}
