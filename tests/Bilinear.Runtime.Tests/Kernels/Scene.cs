using Bilinear.Devices;
using Bilinear.Tensors;

namespace Bilinear.Runtime.Tests.Kernels;

/// <summary>Dense matrices on a device, freed together.</summary>
internal sealed class Scene(Device device) : IDisposable
{
    private readonly List<DeviceMemory> _memories = [];

    public View Room(int rows, int columns)
    {
        var memory = device.Allocate((long)rows * columns);
        _memories.Add(memory);
        return new View(memory, 0, rows, columns);
    }

    public View Random(int rows, int columns, int seed)
    {
        var view = Room(rows, columns);
        view.Memory.Write(Matrix.Random(rows, columns, seed).Values);
        return view;
    }

    /// <summary>0, 1, 2 …, as int32 in one row.</summary>
    public View Integers(int count)
    {
        var view = Room(1, count);
        view.Memory.Write(Enumerable.Range(0, count).ToArray());
        return view;
    }

    public static float[] Read(View view)
    {
        var values = new float[view.Memory.Length];
        view.Memory.Read(values);
        return values;
    }

    public void Dispose()
    {
        foreach (var memory in _memories)
            memory.Dispose();
    }
}
