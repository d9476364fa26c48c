namespace Bilinear.Devices;

/// <summary>Says how a device is opened.</summary>
public sealed record DeviceOptions
{
    /// <summary>The most threads, which is more than the largest machines have cores. Some ten thousand threads would end the process.</summary>
    internal const int MostThreads = 1024;

    /// <summary>
    /// The number of threads of the CPU that compute, including the calling thread, up to 1024; 0 takes one for each core. On the CPU
    /// they run everything; beside a GPU they run what decomposes weights. Results do not depend on their number.
    /// </summary>
    public int Threads { get; init; }

    /// <summary>GPUs only: the number of the device among those of its kind, see <see cref="Device.List"/>; null for the first that can be used.</summary>
    public int? Index { get; init; }

    /// <summary>GPUs only: a part of the device's name, in upper or lower case.</summary>
    public string? Name { get; init; }
}
