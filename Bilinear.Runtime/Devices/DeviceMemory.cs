using System.Buffers;

namespace Bilinear.Devices;

/// <summary>
/// A block of 32-bit cells on a device: floats, or int32 labels and sample indices. It is freed when it is disposed; using it
/// afterwards throws <see cref="ObjectDisposedException"/>.
/// </summary>
public abstract class DeviceMemory(Device device, long length) : IDisposable
{
    public Device Device { get; } = device ?? throw new ArgumentNullException(nameof(device));

    /// <summary>The number of cells.</summary>
    public long Length { get; } = length;

    /// <summary>Copies from the host, and returns when that is done.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The source does not fit at <paramref name="offset"/>.</exception>
    public abstract void Write(ReadOnlySpan<float> source, long offset = 0);

    /// <inheritdoc cref="Write(ReadOnlySpan{float}, long)"/>
    public abstract void Write(ReadOnlySpan<int> source, long offset = 0);

    /// <summary>Waits for the device, then copies to the host.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The memory ends before the destination is full.</exception>
    public abstract void Read(Span<float> destination, long offset = 0);

    /// <summary>Sets every cell to zero.</summary>
    public abstract void Clear();

    public abstract void Dispose();

    /// <summary>Lets <paramref name="fill"/> write the first <paramref name="count"/> cells: in place if the host can reach them, otherwise through a buffer.</summary>
    internal virtual void Fill<TState>(int count, TState state, SpanAction<float, TState> fill)
    {
        var buffer = ArrayPool<float>.Shared.Rent(count);
        try
        {
            fill(buffer.AsSpan(0, count), state);
            Write(buffer.AsSpan(0, count));
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
        }
    }
}
