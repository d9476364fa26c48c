namespace Bilinear.Devices;

/// <summary>What a model runs on. <see cref="Auto"/> takes CUDA, else an OpenCL device of type GPU or accelerator, else the CPU.</summary>
public enum DeviceKind { Auto, Cpu, Cuda, OpenCl, Simulator }
