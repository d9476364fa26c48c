using System.Collections.Concurrent;
using Bilinear.Devices;
using Bilinear.Tensors;

namespace Bilinear.Linalg;

/// <summary>
/// Products in float by the CPU's kernels, twice as fast as in double, for results that are rounded to float afterwards or only
/// shown.
/// </summary>
internal sealed class SingleProducts : IDisposable
{
    /// <summary>The largest side of a matrix that is computed in double, as by the eigensolver; larger ones are computed in float.</summary>
    public const int DoubleSide = 128;

    // Factors between 2^−40 and 2^40 have products that float can hold.
    private const int SafeExponent = 40;

    private readonly CpuDevice _device;

    // Memory that was let go, by its length: fresh pages cost more than what most matrices are for.
    private readonly ConcurrentDictionary<long, ConcurrentBag<CpuMemory>> _idle = new();

    private SingleProducts(Workers workers) => _device = workers.OpenDevice();

    /// <summary>
    /// Runs a body for each of several results that share a right factor. Where there are enough results, each runs on one thread,
    /// so that its data stay in that core's cache; otherwise they run one after the other, with all threads in each product. Both
    /// give the same results.
    /// </summary>
    /// <param name="right">The shared factor, which is packed once.</param>
    /// <param name="body">Receives the index of the result, the products, and the right factor.</param>
    public static void ForEach(int count, Matrix right, Action<int, SingleProducts, View> body)
    {
        var workers = Workers.Current;
        using var products = new SingleProducts(workers);
        using var b = products.Allocate(right.Rows, right.Columns);
        for (var row = 0; row < right.Rows; row++)
            Vectors.Narrow(1, right.Row(row), b.Row(row));
        using var packed = products._device.Pack(b.View, dual: false);
        var view = b.View with { Packed = packed };
        if (count >= workers.Threads)
        {
            workers.Run(count, index => body(index, products, view));
            return;
        }

        for (var index = 0; index < count; index++)
            body(index, products, view);
    }

    /// <summary>The exponent of the power of two to divide a factor by, from its largest element; zero for usual sizes.</summary>
    public static int ExponentOf(double largest) =>
        largest is > 0 and < double.PositiveInfinity && Math.Abs(Math.ILogB(largest)) > SafeExponent ? Math.ILogB(largest) : 0;

    /// <summary>A matrix whose memory is not cleared, for a caller that writes every value before it reads any.</summary>
    public SingleMatrix Allocate(int rows, int columns)
    {
        var length = (long)rows * columns;
        return new(this, _idle.TryGetValue(length, out var bag) && bag.TryTake(out var memory) ? memory : (CpuMemory)_device.Allocate(length), rows, columns);
    }

    public void TakeBack(CpuMemory memory) => _idle.GetOrAdd(memory.Length, _ => []).Add(memory);

    /// <summary>result = a · b.</summary>
    public void Multiply(View a, View b, SingleMatrix result) => _device.Product(a, b, result.View);

    /// <summary>a · b for a matrix of doubles, with the result widened to double.</summary>
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
