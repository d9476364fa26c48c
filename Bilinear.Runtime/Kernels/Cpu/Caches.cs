using System.Runtime.Intrinsics.X86;

namespace Bilinear.Kernels.Cpu;

/// <summary>The caches of the processor, as it reports them by CPUID: in leaf 4 (Intel) or in leaf 8000_001D (AMD), which have the same form.</summary>
internal static class Caches
{
    private const int Intel = 4;
    private const int Amd = unchecked((int)0x8000_001D);

    /// <summary>The bytes of a core's first cache of data. A processor that does not tell is taken for one of 32 KiB, the smallest of current ones.</summary>
    public static readonly int L1 = SizeOf(1) ?? 32 << 10;

    /// <summary>The bytes of a core's second cache; 1 MiB where the processor does not tell.</summary>
    public static readonly int L2 = SizeOf(2) ?? 1 << 20;

    /// <summary>The bytes of the third cache, which cores share; 32 MiB where the processor does not tell.</summary>
    public static readonly int L3 = SizeOf(3) ?? 32 << 20;

    private static int? SizeOf(int level)
    {
        if (!X86Base.IsSupported)
            return null;
        return Leaf(Intel, level) ?? Leaf(Amd, level);
    }

    // A subleaf describes one cache, until one describes none.
    private static int? Leaf(int leaf, int level)
    {
        const int Instructions = 2;
        var (most, _, _, _) = X86Base.CpuId(leaf & unchecked((int)0x8000_0000), 0);
        if ((uint)most < (uint)leaf)
            return null;
        for (var index = 0; X86Base.CpuId(leaf, index) is var (kind, shape, sets, _) && (kind & 31) != 0; index++)
        {
            if ((kind >> 5 & 7) == level && (kind & 31) != Instructions)
                return checked((int)(((uint)shape >> 22) + 1) * ((shape >> 12 & 1023) + 1) * ((shape & 4095) + 1) * (sets + 1));
        }

        return null;
    }
}
