using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Bilinear.Serialization;
using Bilinear.Tensors;

namespace Bilinear.Data;

/// <summary>
/// Leaves the samples in their file, and reads each where it lies when it is asked for: the system keeps in memory what there is
/// room for. Not mapped: a mapped file that becomes shorter ends the process, and a read one is refused.
/// </summary>
internal sealed class FileSamples : Samples
{
    private const int Piece = 1 << 20;

    private readonly TensorFile _file;
    private readonly TensorEntry _tensor;
    private readonly ElementType _type;
    private readonly int _sampleBytes;

    /// <param name="tensor">[count, …] floats, or bytes that stand for byte / 255.</param>
    public FileSamples(TensorFile file, TensorEntry tensor, int length)
        : base(length)
    {
        (_file, _tensor, _type, Count) = (file, tensor, tensor.Type!.Value, (int)tensor.Shape[0]);
        _sampleBytes = checked(length * (_type.Bits() / 8));
    }

    public override int Count { get; }

    private bool IsBytes => _type == ElementType.U8;

    public override void Copy(int index, Span<float> destination)
    {
        if (_type == ElementType.F32)
        {
            _file.Read(_tensor, (long)index * _sampleBytes, MemoryMarshal.AsBytes(destination));
            return;
        }
        var buffer = ArrayPool<byte>.Shared.Rent(_sampleBytes);
        var bytes = buffer.AsSpan(0, _sampleBytes);
        _file.Read(_tensor, (long)index * _sampleBytes, bytes);
        if (IsBytes)
            ByteSamples.ToFloats(bytes, destination, byte.MaxValue);
        else
            Elements.ToFloats(_type, bytes, destination);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    // The same bytes as those of samples in an array, so that both have one checksum.
    public override void Hash(IncrementalHash hash)
    {
        if (IsBytes)
            hash.AppendData(BitConverter.GetBytes((float)byte.MaxValue));
        if (IsBytes || _type == ElementType.F32)
            EachPiece(hash.AppendData);
        else
            EachSamples((floats, _) => hash.AppendData(MemoryMarshal.AsBytes(floats)));
    }

    public override string? FindNotFinite(IReadOnlyList<int> shape)
    {
        string? wrong = null;
        if (!IsBytes)
            EachSamples((floats, first) => wrong ??= Finite.FindInSamples(floats, shape, first));
        return wrong;
    }

    private delegate void Bytes(ReadOnlySpan<byte> bytes);

    private delegate void Floats(ReadOnlySpan<float> floats, int firstSample);

    private void EachPiece(Bytes take)
    {
        var buffer = new byte[Piece];
        for (var (at, end) = (0L, (long)Count * _sampleBytes); at < end; at += buffer.Length)
        {
            var piece = buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - at));
            _file.Read(_tensor, at, piece);
            take(piece);
        }
    }

    private void EachSamples(Floats take)
    {
        var floats = new float[Length * Math.Max(1, Piece / sizeof(float) / Length)];
        for (var first = 0; first < Count; first += floats.Length / Length)
        {
            var samples = Math.Min(floats.Length / Length, Count - first);
            for (var sample = 0; sample < samples; sample++)
                Copy(first + sample, floats.AsSpan(sample * Length, Length));
            take(floats.AsSpan(0, samples * Length), first);
        }
    }
}
