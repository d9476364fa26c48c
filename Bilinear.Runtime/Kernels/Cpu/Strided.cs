namespace Bilinear.Kernels.Cpu;

/// <summary>A matrix in memory that a call holds. Row i starts at Start + i·Stride.</summary>
internal readonly unsafe struct Strided(float* start, long stride)
{
    public readonly float* Start = start;
    public readonly long Stride = stride;

    public float* Row(long row) => Start + row * Stride;

    /// <summary>Gives the part that starts at an element.</summary>
    public Strided From(long row, long column) => new(Row(row) + column, Stride);
}
