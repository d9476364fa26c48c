using System.Reflection;
using Bilinear.Kernels.Gpu;
using Bilinear.Kernels.Gpu.Products;
using Bilinear.Runtime.Tests.Kernels;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;

namespace Bilinear.Runtime.Tests.Gpu;

/// <summary>What can be said of CUDA on a machine without a card: that every kernel becomes PTX, and of what kind.</summary>
public sealed class PtxTests
{
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    public static TheoryData<string, string> Kernels()
    {
        var kernels =
            from type in Holders()
            from method in type.GetMethods(Static)
            where method.ReturnType == typeof(void) && method.Name is "Run" or "Combine"
            select (type.ToString(), method.Name);
        return [.. kernels.Select(kernel => new TheoryDataRow<string, string>(kernel.Item1, kernel.Item2))];
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void EveryKernel_BecomesPtxWithoutAtomics(string type, string method)
    {
        using var context = Context.Create(builder => builder.Optimize(OptimizationLevel.O2).Inlining(InliningMode.Aggressive));
        using var backend = new PTXBackend(context, CudaArchitecture.SM_90, CudaInstructionSet.ISA_80, null!);
        var holder = Holders().Single(holder => holder.ToString() == type);
        var entry = EntryPointDescription.FromExplicitlyGroupedKernel(holder.GetMethod(method, Static)!);

        var kernel = (PTXCompiledKernel)backend.Compile(entry, default);

        Assert.Contains(".visible .entry", kernel.PTXAssembly);
        Assert.DoesNotContain("\tatom.", kernel.PTXAssembly);
        Assert.DoesNotContain("\tred.", kernel.PTXAssembly);
        Assert.DoesNotContain(".reg .f64", kernel.PTXAssembly);
        Assert.DoesNotContain("\tcall", kernel.PTXAssembly);
    }

    private static bool InRoom(Type type) => $"{type.Namespace}.".StartsWith($"{typeof(GpuQueue).Namespace}.", StringComparison.Ordinal);

    private static IEnumerable<Type> Holders() => typeof(GpuQueue).Assembly.GetTypes()
        .Where(type => InRoom(type) && type.Name.Contains("Kernel") && !type.Name.StartsWith('<')).SelectMany(Closed);

    /// <summary>A kernel with every kind of accumulators that it may have, and the largest of epilogues.</summary>
    private static IEnumerable<Type> Closed(Type kernel) => kernel switch
    {
        { IsGenericTypeDefinition: false } => [kernel],
        _ when kernel.GetGenericArguments().Length == 1 => [kernel.MakeGenericType(typeof(FourToThree))],
        _ => [kernel.MakeGenericType(typeof(OneProduct), typeof(FourToThree)), kernel.MakeGenericType(typeof(TwoProducts), typeof(FourToThree))],
    };
}
