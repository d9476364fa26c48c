namespace Bilinear.Kernels.Cpu.Gemm.Tiles;

/// <summary>The number of rows of a tile, as a constant that the JIT sees.</summary>
internal interface ITileRows
{
    static abstract int Count { get; }
}

internal readonly struct OneRow : ITileRows
{
    public static int Count => 1;
}

internal readonly struct TwoRows : ITileRows
{
    public static int Count => 2;
}

internal readonly struct FourRows : ITileRows
{
    public static int Count => 4;
}

internal readonly struct SixRows : ITileRows
{
    public static int Count => 6;
}

internal readonly struct EightRows : ITileRows
{
    public static int Count => 8;
}

internal readonly struct TwelveRows : ITileRows
{
    public static int Count => 12;
}
