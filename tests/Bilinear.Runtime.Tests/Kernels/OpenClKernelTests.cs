using Bilinear.Testing.Devices;

namespace Bilinear.Runtime.Tests.Kernels;

public sealed class OpenClKernelTests(OpenClFixture fixture) : KernelTests(fixture), IClassFixture<OpenClFixture>;
