namespace Bilinear.Runtime.Tests.Kernels;

/// <summary>The kernels once more, as on a processor without the widest vectors, and without any.</summary>
public sealed class InstructionSetTests
{
    private static readonly string[] Classes =
        [.. new[] { typeof(CpuKernelTests), typeof(CpuDeviceTests), typeof(PointwiseTests) }.SelectMany(type => new[] { "-class", type.FullName! })];

    [Fact]
    public Task Avx2Alone() => FreshProcess.RunTests(Classes, ("DOTNET_EnableAVX512", "0"));

    [Fact]
    public Task NoIntrinsics() => FreshProcess.RunTests(Classes, ("DOTNET_EnableHWIntrinsic", "0"));
}
