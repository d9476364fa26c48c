namespace Bilinear.Devices;

/// <summary>A device cannot be opened, fails, or has too little memory. The message says what to do.</summary>
public sealed class DeviceException(string message, Exception? inner = null) : Exception(message, inner);
