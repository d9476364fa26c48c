using Bilinear.Kernels;

namespace Bilinear.Linalg.Eigen.Dense;

/// <summary>
/// A square matrix in native memory, padded in both directions to whole tiles, so that no loop has a tail; what is padded
/// is zero where it matters.
/// </summary>
internal readonly unsafe struct SquareBlock<T>(T* start, int size, int unit) where T : unmanaged
{
    // Rows whose distance is a power of two would fall into the same few sets of the cache.
    private const int Skew = 64;

    private readonly int _unit = unit;

    public readonly T* Start = start;

    public readonly int Size = size;

    /// <summary>Elements from one row to the next.</summary>
    public readonly int Stride = StrideOf(size, unit);

    /// <summary>Rows, and columns that are used, of the padded matrix.</summary>
    public int PaddedSize => Padded(Size);

    public T* Row(long row) => Start + (row * Stride);

    /// <summary>A length rounded up to whole tiles.</summary>
    public int Padded(int length) => Pad(length, _unit);

    public static int StrideOf(int size, int unit) => Pad(size, unit) + (Skew / sizeof(T));

    public static long ElementsOf(int size, int unit) => (long)Pad(size, unit) * StrideOf(size, unit);

    private static int Pad(int length, int unit) => Ceiling.Divide(length, unit) * unit;
}
