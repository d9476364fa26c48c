using Bilinear.Devices;
using Bilinear.Tensors;

namespace Bilinear.Linalg;

/// <summary>A matrix of floats in row-major order, in memory of the CPU device. Disposing it returns the memory for reuse.</summary>
internal sealed unsafe class SingleMatrix(SingleProducts products, CpuMemory memory, int rows, int columns) : IDisposable
{
    private readonly float* _start = memory.Hold();

    public View View => new(memory, 0, rows, columns);

    public Span<float> Row(int row) => new(_start + ((long)row * columns), columns);

    public void Dispose()
    {
        memory.Release();
        products.TakeBack(memory);
    }
}
