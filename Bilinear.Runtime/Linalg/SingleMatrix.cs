using Bilinear.Devices;
using Bilinear.Tensors;

namespace Bilinear.Linalg;

/// <summary>A matrix of floats, row by row, where the CPU's kernels find it.</summary>
internal sealed unsafe class SingleMatrix : IDisposable
{
    private readonly CpuMemory _memory;
    private readonly float* _start;
    private readonly int _rows;
    private readonly int _columns;

    public SingleMatrix(Device device, int rows, int columns)
    {
        (_rows, _columns) = (rows, columns);
        _memory = (CpuMemory)device.Allocate((long)rows * columns);
        _start = _memory.Hold();
    }

    public View View => new(_memory, 0, _rows, _columns);

    public Span<float> Row(int row) => new(_start + ((long)row * _columns), _columns);

    public void Dispose()
    {
        _memory.Release();
        _memory.Dispose();
    }
}
