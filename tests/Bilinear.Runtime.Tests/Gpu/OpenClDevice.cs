using Bilinear.Devices;

namespace Bilinear.Runtime.Tests.Gpu;

/// <summary>
/// The first OpenCL device, opened once for a class of tests, since that and compiling kernels takes seconds. Where there is none
/// its tests are skipped in sight; where PoCL was asked for and cannot be opened they fail.
/// </summary>
public sealed class OpenClDevice : IDisposable
{
    private readonly Device? _device;
    private readonly string _whyNot = "";

    public OpenClDevice()
    {
        try
        {
            _device = Device.Open(DeviceKind.OpenCl);
        }
        catch (DeviceException e) when (Environment.GetEnvironmentVariable("BILINEAR_POCL") != "1")
        {
            _whyNot = e.Message;
        }
    }

    public Device OrSkip()
    {
        Assert.SkipWhen(_device is null, _whyNot);
        return _device!;
    }

    public void Dispose() => _device?.Dispose();
}
