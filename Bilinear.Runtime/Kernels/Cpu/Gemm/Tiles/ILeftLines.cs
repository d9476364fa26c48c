namespace Bilinear.Kernels.Cpu.Gemm.Tiles;

/// <summary>Says how the stored lines of a left factor lie, as constants that the JIT sees.</summary>
internal interface ILeftLines
{
    /// <summary>The cells from one row of the tile to the next.</summary>
    static abstract nint RowStep(nint stride);

    /// <summary>The cells from one k to the next.</summary>
    static abstract nint DepthStep(nint stride);
}

/// <summary>A stored line is a row of the tile, along the depth.</summary>
internal readonly struct LinesAlongDepth : ILeftLines
{
    public static nint RowStep(nint stride) => stride;

    public static nint DepthStep(nint stride) => 1;
}

/// <summary>A stored line is one k, across the rows of the tile, as in a packed panel.</summary>
internal readonly struct LinesAcrossDepth : ILeftLines
{
    public static nint RowStep(nint stride) => 1;

    public static nint DepthStep(nint stride) => stride;
}
