namespace Bilinear.Kernels;

/// <summary>Divides whole numbers and rounds up, as a count of blocks, chunks or tiles does.</summary>
internal static class Ceiling
{
    /// <summary>Computes ⌈whole / part⌉: the number of parts of one size in a whole, of which the last may be smaller.</summary>
    public static int Divide(int whole, int part) => (int)(((long)whole + part - 1) / part);
}
