namespace Bilinear.Devices;

/// <summary>How a device is opened.</summary>
public sealed record DeviceOptions
{
    /// <summary>CPU only: the threads that compute, the calling one among them; 0 for one a core. Results do not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>GPUs only: its number among the devices of its kind, see <see cref="Device.List"/>; null for the first that can be used.</summary>
    public int? Index { get; init; }

    /// <summary>GPUs only: a part of its name, in any case of letters.</summary>
    public string? Name { get; init; }
}
