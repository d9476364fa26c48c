using Bilinear.Devices;

namespace Bilinear.Training;

/// <summary>
/// Allocates several blocks of a device's memory as a unit: if one fails, the earlier ones are freed, so that a smaller model
/// or batch can be tried at once.
/// </summary>
internal sealed class MemoryGroup(Device device) : IDisposable
{
    private readonly List<DeviceMemory> _blocks = [];

    /// <summary>Allocates one more block.</summary>
    /// <exception cref="DeviceException">The device has not so much memory left; the group is disposed.</exception>
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
