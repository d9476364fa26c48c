namespace Bilinear.Devices;

/// <summary>How a device is opened.</summary>
public sealed record DeviceOptions
{
    /// <summary>CPU only: the threads that compute, the calling one among them; 0 for one a core. Results do not depend on it.</summary>
    public int Threads { get; init; }
}
