using Bilinear.Devices;
using Xunit;

namespace Bilinear.Testing.Devices;

/// <summary>
/// A device for a test class. One that is not there makes every test that asks for it a visible skip; but PoCL, once asked
/// for, must be there.
/// </summary>
public abstract class DeviceFixture(DeviceKind kind) : IDisposable
{
    private Device? _device;
    private string? _absence;

    public Device Device
    {
        get
        {
            if (_device is null && _absence is null)
                Open();
            if (_absence is not null)
                Assert.Skip(_absence);
            return _device!;
        }
    }

    public void Dispose()
    {
        _device?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <exception cref="DeviceException">There is none; why, is what the skip says.</exception>
    protected virtual Device Create() => Device.Open(kind);

    private void Open()
    {
        try
        {
            _device = Create();
        }
        catch (DeviceException absence) when (kind != DeviceKind.OpenCl || Environment.GetEnvironmentVariable("BILINEAR_POCL") != "1")
        {
            _absence = absence.Message;
        }
    }
}

public sealed class CpuFixture() : DeviceFixture(DeviceKind.Cpu);

public sealed class OpenClFixture() : DeviceFixture(DeviceKind.OpenCl);

public sealed class CudaFixture() : DeviceFixture(DeviceKind.Cuda);

public sealed class SimulatorFixture() : DeviceFixture(DeviceKind.Simulator);
