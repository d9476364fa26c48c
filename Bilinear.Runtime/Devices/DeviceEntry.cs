namespace Bilinear.Devices;

/// <summary>Describes a device in the list of devices.</summary>
/// <param name="Index">The number of the device among those of its kind, which <see cref="DeviceOptions.Index"/> takes.</param>
/// <param name="Name">The name that the driver gives.</param>
/// <param name="Memory">The size of its memory, in bytes.</param>
/// <param name="NotUsed">Why the device cannot be opened, in a few words; null if it can be.</param>
/// <param name="IsAuto">Whether <see cref="DeviceKind.Auto"/> takes this device.</param>
public sealed record DeviceEntry(DeviceKind Kind, int Index, string Name, long Memory, string? NotUsed, bool IsAuto)
{
    public bool IsUsable => NotUsed is null;
}
