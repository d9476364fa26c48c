namespace Bilinear.Kernels.Cpu.Gemm.Tiles;

/// <summary>The number of vectors across a panel of b, as a constant that the JIT sees.</summary>
internal interface IPanelWidth
{
    static abstract int Vectors { get; }
}

internal readonly struct OneVector : IPanelWidth
{
    public static int Vectors => 1;
}

internal readonly struct TwoVectors : IPanelWidth
{
    public static int Vectors => 2;
}
