using Bilinear.Testing.Devices;

namespace Bilinear.Runtime.Tests.Kernels;

public sealed class CpuKernelTests(CpuFixture fixture) : KernelTests(fixture), IClassFixture<CpuFixture>;
