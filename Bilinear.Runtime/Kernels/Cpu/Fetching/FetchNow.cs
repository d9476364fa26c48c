using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Bilinear.Kernels.Cpu.Fetching;

/// <summary>Fetches each place into L1 at once. A core has some twenty lines on their way, and waits where it is asked for many more.</summary>
internal unsafe struct FetchNow : IFetch
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Add(float* place)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(place);
    }
}
