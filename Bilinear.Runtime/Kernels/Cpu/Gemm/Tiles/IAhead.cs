namespace Bilinear.Kernels.Cpu.Gemm.Tiles;

/// <summary>Says whether the microkernel fetches what comes next, as a constant that the JIT sees.</summary>
internal interface IAhead
{
    static abstract bool Fetches { get; }
}

internal readonly struct FetchesNothing : IAhead
{
    public static bool Fetches => false;
}

internal readonly struct Fetches : IAhead
{
    static bool IAhead.Fetches => true;
}
