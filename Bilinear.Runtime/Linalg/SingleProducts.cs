using System.Collections.Concurrent;
using Bilinear.Devices;
using Bilinear.Tensors;

namespace Bilinear.Linalg;

/// <summary>
/// Products in float by the CPU's kernels, twice as fast as in double: for what is rounded to float afterwards or is only
/// looked at.
/// </summary>
internal sealed class SingleProducts : IDisposable
{
    /// <summary>Up to this side everything is computed in double, as the eigensolver does; above, what it takes and gives are floats.</summary>
    public const int DoubleSide = 128;

    // Factors between 2^−40 and 2^40 have products that float can hold.
    private const int SafeExponent = 40;

    private readonly Device _device;

    // Memory that was let go, by its length: fresh pages cost more than what most matrices are for.
    private readonly ConcurrentDictionary<long, ConcurrentBag<CpuMemory>> _idle = new();

    private SingleProducts(int threads) => _device = Device.Open(DeviceKind.Cpu, new DeviceOptions { Threads = threads });

    /// <summary>
    /// Runs a body for each of some results that have a right factor in common: on a thread each where there are enough of
    /// them, so that what it reads and writes stays in its core's cache, else one after the other, with all threads in each
    /// product. The results are the same.
    /// </summary>
    /// <param name="right">Packed once for all.</param>
    /// <param name="body">Is given its index, the products, and the right factor.</param>
    public static void ForEach(int count, Matrix right, Action<int, SingleProducts, View> body)
    {
        var threads = Environment.ProcessorCount;
        using var products = new SingleProducts(count < threads ? threads : 1);
        using var b = products.Allocate(right.Rows, right.Columns);
        for (var row = 0; row < right.Rows; row++)
            Vectors.Narrow(1, right.Row(row), b.Row(row));
        using var packed = products._device.Pack(b.View, dual: false);
        var view = b.View with { Packed = packed };
        using var workers = new Workers(count < threads ? 1 : threads);
        workers.Run(count, index => body(index, products, view));
    }

    /// <summary>The exponent of the power of two that a factor's largest element is to be divided by; zero for usual sizes.</summary>
    public static int ExponentOf(double largest) =>
        largest is > 0 and < double.PositiveInfinity && Math.Abs(Math.ILogB(largest)) > SafeExponent ? Math.ILogB(largest) : 0;

    /// <summary>A matrix whose values are written before they are read.</summary>
    public SingleMatrix Allocate(int rows, int columns)
    {
        var length = (long)rows * columns;
        return new(this, _idle.TryGetValue(length, out var bag) && bag.TryTake(out var memory) ? memory : (CpuMemory)_device.Allocate(length), rows, columns);
    }

    public void TakeBack(CpuMemory memory) => _idle.GetOrAdd(memory.Length, _ => []).Add(memory);

    /// <summary>result = a · b.</summary>
    public void Multiply(View a, View b, SingleMatrix result) => _device.Product(a, b, result.View);

    /// <summary>a · b, of doubles.</summary>
    public Matrix Multiply(Matrix a, View b)
    {
        using var left = Allocate(a.Rows, a.Columns);
        for (var row = 0; row < a.Rows; row++)
            Vectors.Narrow(1, a.Row(row), left.Row(row));
        using var product = Allocate(a.Rows, b.Columns);
        Multiply(left.View, b, product);
        var wide = Matrix.Uninitialized(a.Rows, b.Columns);
        for (var row = 0; row < a.Rows; row++)
            Vectors.Widen(product.Row(row), wide.MutableRow(row));
        return wide;
    }

    public void Dispose()
    {
        foreach (var memory in _idle.Values.SelectMany(bag => bag))
            memory.Dispose();
        _device.Dispose();
    }
}
