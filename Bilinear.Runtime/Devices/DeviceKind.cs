namespace Bilinear.Devices;

/// <summary>The kind of device that a model runs on. <see cref="Auto"/> takes CUDA, otherwise an OpenCL device of type GPU or accelerator, otherwise the CPU.</summary>
public enum DeviceKind { Auto, Cpu, Cuda, OpenCl, Simulator }
