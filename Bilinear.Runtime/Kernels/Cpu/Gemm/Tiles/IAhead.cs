namespace Bilinear.Kernels.Cpu.Gemm.Tiles;

/// <summary>Says what the microkernel fetches with each k, as constants that the JIT sees.</summary>
internal interface IAhead
{
    /// <summary>Whether it fetches a line into L1, from a list of addresses.</summary>
    static abstract bool Fetches { get; }

    /// <summary>Whether it fetches the next cells of a panel into L2.</summary>
    static abstract bool FetchesPanel { get; }
}

internal readonly struct FetchesNothing : IAhead
{
    public static bool Fetches => false;

    public static bool FetchesPanel => false;
}

internal readonly struct Fetches : IAhead
{
    static bool IAhead.Fetches => true;

    public static bool FetchesPanel => false;
}

internal readonly struct FetchesPanel : IAhead
{
    public static bool Fetches => false;

    static bool IAhead.FetchesPanel => true;
}
