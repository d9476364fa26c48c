using System.Runtime.CompilerServices;
using Bilinear.Kernels;

namespace Bilinear.Benchmarks.Works;

/// <summary>y = (x·Wᵀ) ⊙ (x·Vᵀ), what a bilinear layer ends in.</summary>
internal readonly struct Hadamard : IEpilogue
{
    public static int Inputs => 0;

    public static int Outputs => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<TVector>(ref Registers<TVector> at) where TVector : struct, IVector<TVector> => at.Out0 = at.Left * at.Right;
}
