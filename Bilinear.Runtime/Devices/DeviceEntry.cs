namespace Bilinear.Devices;

/// <summary>One line of the list of devices.</summary>
/// <param name="Index">Its number among the devices of its kind, which <see cref="DeviceOptions.Index"/> takes.</param>
/// <param name="Name">As the driver calls it.</param>
/// <param name="Memory">Bytes.</param>
/// <param name="NotUsed">Why it cannot be opened, in a few words; null where it can.</param>
/// <param name="IsAuto">Whether <see cref="DeviceKind.Auto"/> takes it.</param>
public sealed record DeviceEntry(DeviceKind Kind, int Index, string Name, long Memory, string? NotUsed, bool IsAuto)
{
    public bool IsUsable => NotUsed is null;
}
