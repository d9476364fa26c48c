using Bilinear.Devices;
using Bilinear.Tensors;

namespace Bilinear.Linalg;

/// <summary>
/// Products in float by the CPU's kernels, from doubles to doubles: twice as fast, for what is rounded to float afterwards or
/// is only looked at.
/// </summary>
internal sealed class SingleProducts : IDisposable
{
    /// <summary>Up to this side everything is computed in double, as the eigensolver does; above, what it takes and gives are floats.</summary>
    public const int DoubleSide = 128;

    private const int BlockLength = 1 << 16;

    private readonly Device _device = Device.Open(DeviceKind.Cpu);

    /// <summary>a · b: in float if the inner side is large, else in double.</summary>
    public static Matrix Times(Matrix a, Matrix b)
    {
        if (a.Columns <= DoubleSide)
            return a.Times(b);
        using var products = new SingleProducts();
        return products.Multiply(a, b);
    }

    /// <summary>a · b.</summary>
    public Matrix Multiply(Matrix a, Matrix b)
    {
        using var left = Copy(a);
        using var right = Copy(b);
        using var result = _device.Allocate((long)a.Rows * b.Columns);
        _device.Product(new View(left, 0, a.Rows, a.Columns), new View(right, 0, b.Rows, b.Columns), new View(result, 0, a.Rows, b.Columns));
        var values = new float[a.Rows * b.Columns];
        result.Read(values);
        return new Matrix(a.Rows, b.Columns, Widen(values));
    }

    public void Dispose() => _device.Dispose();

    /// <summary>The floats nearest to the values.</summary>
    public static float[] Narrow(double[] values)
    {
        var narrow = GC.AllocateUninitializedArray<float>(values.Length);
        Blocks(values.Length, (start, count) =>
        {
            for (var index = start; index < start + count; index++)
                narrow[index] = (float)values[index];
        });
        return narrow;
    }

    /// <summary>The same values as doubles.</summary>
    public static double[] Widen(float[] values)
    {
        var wide = GC.AllocateUninitializedArray<double>(values.Length);
        Blocks(values.Length, (start, count) =>
        {
            for (var index = start; index < start + count; index++)
                wide[index] = values[index];
        });
        return wide;
    }

    private DeviceMemory Copy(Matrix matrix)
    {
        var memory = _device.Allocate(matrix.Values.Length);
        memory.Write(Narrow(matrix.Values));
        return memory;
    }

    private static void Blocks(int length, Action<int, int> body) =>
        Parallel.For(0, (length + BlockLength - 1) / BlockLength, block => body(block * BlockLength, Math.Min(BlockLength, length - (block * BlockLength))));
}
