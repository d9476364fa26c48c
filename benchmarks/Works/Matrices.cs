using Bilinear.Devices;
using Bilinear.Tensors;

namespace Bilinear.Benchmarks.Works;

/// <summary>Operands: dense matrices, each in memory of its own.</summary>
internal sealed class Matrices(Device device) : IDisposable
{
    private readonly List<IDisposable> _parts = [];
    private readonly Random _random = new(0);

    /// <summary>[rows, columns] of numbers in ±1.</summary>
    public View Random(int rows, int columns)
    {
        var values = new float[rows * columns];
        for (var i = 0; i < values.Length; i++) values[i] = 2 * _random.NextSingle() - 1;
        var memory = device.Allocate(values.Length);
        memory.Write(values);
        _parts.Add(memory);
        return new View(memory, 0, rows, columns);
    }

    /// <summary>The transpose of stacked weights [2m, d] as a layer reads them, packed once.</summary>
    public View Packed(View weights)
    {
        var packed = device.Pack(weights.T, dual: true);
        if (packed is not null) _parts.Add(packed);
        return weights.T with { Packed = packed };
    }

    public void Dispose()
    {
        foreach (var part in _parts) part.Dispose();
    }
}
