namespace Bilinear.Devices;

/// <summary>A device cannot be had, or not so much of it: one sentence that says what to do.</summary>
public sealed class DeviceException(string message, Exception? inner = null) : Exception(message, inner);
