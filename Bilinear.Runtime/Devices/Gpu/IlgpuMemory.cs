using System.Runtime.InteropServices;
using Bilinear.Tensors;
using ILGPU;
using ILGPU.Runtime;

namespace Bilinear.Devices.Gpu;

/// <summary>A block of cells in an accelerator's memory.</summary>
internal sealed class IlgpuMemory(IlgpuDevice device, long length, MemoryBuffer1D<float, Stride1D.Dense> buffer) : DeviceMemory(device, length)
{
    private readonly IlgpuDevice _device = device;
    private bool _isDisposed;

    /// <summary>Gives the cells from the view's first to its last. The view must lie in the memory of an accelerator.</summary>
    /// <exception cref="ObjectDisposedException">The memory has been disposed.</exception>
    public static ArrayView<float> Of(View view) =>
        ((IlgpuMemory)view.Memory).Cells(view.Offset, view.Rows == 0 ? 0 : (view.Rows - 1L) * view.RowStride + view.Columns);

    public override unsafe void Write(ReadOnlySpan<float> source, long offset = 0)
    {
        CheckRange(source.Length, offset);
        if (source.IsEmpty)
            return;
        fixed (float* host = source)
        {
            _device.Run(
                static (queue, at) => at.Cells.CopyFromCPU(queue.Stream, ref *(float*)at.Host, at.Cells.Length),
                (Cells: Cells(offset, source.Length), Host: (nint)host));
        }
    }

    public override void Write(ReadOnlySpan<int> source, long offset = 0) => Write(MemoryMarshal.Cast<int, float>(source), offset);

    public override unsafe void Read(Span<float> destination, long offset = 0)
    {
        CheckRange(destination.Length, offset);
        if (destination.IsEmpty)
            return;
        fixed (float* host = destination)
        {
            _device.Run(
                static (queue, at) => at.Cells.CopyToCPU(queue.Stream, ref *(float*)at.Host, at.Cells.Length),
                (Cells: Cells(offset, destination.Length), Host: (nint)host));
        }
    }

    public override void Clear() => _device.Run(static (queue, cells) => cells.MemSetToZero(queue.Stream), Cells(0, Length));

    /// <summary>Frees the memory. It may be called after the device was disposed, which freed the memory too.</summary>
    public override void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _device.Free(buffer);
    }

    private ArrayView<float> Cells(long offset, long count)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(DeviceMemory));
        ObjectDisposedException.ThrowIf(_device.IsDisposed, typeof(Bilinear.Devices.Device));
        return buffer.View.AsContiguous().SubView(offset, count);
    }

    private void CheckRange(int count, long offset)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(DeviceMemory));
        if (offset < 0 || offset > Length - count)
            throw new ArgumentOutOfRangeException(nameof(offset), $"{count} cells at {offset} reach outside the memory's {Length}.");
    }
}
