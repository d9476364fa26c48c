using Bilinear.Devices;

namespace Bilinear.Hosting;

/// <summary>Says how the weights of a model are served.</summary>
public sealed class ReaderPoolOptions
{
    /// <summary>The kind of device that computes.</summary>
    public DeviceKind Device { get; set; } = DeviceKind.Auto;

    /// <summary>How many readers there are, which is how many callers compute at once: one for each core, unless it is set. Further callers wait.</summary>
    public int Readers { get; set; } = Environment.ProcessorCount;

    /// <summary>How many samples a reader computes at once. A call may have any number.</summary>
    public int Batch { get; set; } = 1;
}
