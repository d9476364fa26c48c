using Bilinear.Devices;

namespace Bilinear.Training;

/// <summary>
/// Blocks of a device's memory that are had all or not at all: where one does not fit, those before it are given back, so
/// that a smaller model or batch can be tried at once.
/// </summary>
internal sealed class MemoryGroup(Device device) : IDisposable
{
    private readonly List<DeviceMemory> _blocks = [];

    /// <summary>One block more.</summary>
    /// <exception cref="DeviceException">There is not so much left; the group is disposed.</exception>
    public DeviceMemory Allocate(long length)
    {
        try
        {
            var block = device.Allocate(length);
            _blocks.Add(block);
            return block;
        }
        catch (DeviceException)
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var block in _blocks)
            block.Dispose();
    }
}
