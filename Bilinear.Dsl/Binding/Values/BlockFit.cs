namespace Bilinear.Dsl.Binding.Values;

internal enum BlockFitKind
{
    Fits,

    /// <summary>Another number of axes, or tokens for floats.</summary>
    OtherAxes,

    /// <summary>There are as many axes, and one has another size.</summary>
    OtherSize,

    /// <summary>The type has a mistake of its own, or a size that is not known.</summary>
    Unknown,
}

/// <summary>How a value fits a block's input type.</summary>
/// <param name="Size">The size that differs, as written in the type.</param>
internal sealed record BlockFit(BlockFitKind Kind, string Size = "", long Expected = 0, long Found = 0)
{
    public static BlockFit Fits { get; } = new(BlockFitKind.Fits);

    public static BlockFit OtherAxes { get; } = new(BlockFitKind.OtherAxes);

    public static BlockFit Unknown { get; } = new(BlockFitKind.Unknown);
}
