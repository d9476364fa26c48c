namespace Bilinear.Devices;

/// <summary>How a device is opened.</summary>
public sealed record DeviceOptions
{
    /// <summary>More than the largest machines have cores; some ten thousands end the process.</summary>
    internal const int MostThreads = 1024;

    /// <summary>CPU only: the threads that compute, the calling one among them, up to 1024; 0 for one a core. Results do not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>GPUs only: its number among the devices of its kind, see <see cref="Device.List"/>; null for the first that can be used.</summary>
    public int? Index { get; init; }

    /// <summary>GPUs only: a part of its name, in any case of letters.</summary>
    public string? Name { get; init; }
}
