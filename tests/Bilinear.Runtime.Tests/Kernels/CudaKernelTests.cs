using Bilinear.Testing.Devices;

namespace Bilinear.Runtime.Tests.Kernels;

public sealed class CudaKernelTests(CudaFixture fixture) : KernelTests(fixture), IClassFixture<CudaFixture>;
