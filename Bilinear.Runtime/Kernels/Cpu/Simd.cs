using System.Runtime.Intrinsics;
using Bilinear.Kernels.Vectors;

namespace Bilinear.Kernels.Cpu;

/// <summary>Chooses the vector width: the widest that this processor runs at full speed.</summary>
internal static unsafe class Simd
{
    /// <summary>The number of floats in a vector.</summary>
    public static int Width =>
        Vector512.IsHardwareAccelerated ? V512.Width : Vector256.IsHardwareAccelerated ? V256.Width : V128.Width;

    /// <summary>Gives the function that runs one chunk of a job at that width.</summary>
    public static delegate*<void*, int, Scratch, void> Body<TJob>() where TJob : unmanaged, IJob =>
        Vector512.IsHardwareAccelerated ? &Run<TJob, V512> : Vector256.IsHardwareAccelerated ? &Run<TJob, V256> : &Run<TJob, V128>;

    private static void Run<TJob, TVector>(void* job, int chunk, Scratch scratch)
        where TJob : unmanaged, IJob where TVector : unmanaged, IVector<TVector> => ((TJob*)job)->Run<TVector>(chunk, scratch);
}
