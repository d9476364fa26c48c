using System.Runtime.CompilerServices;

namespace Bilinear.Kernels.Gpu;

/// <summary>
/// A sum of many floats that keeps what each addition rounds away, where a GPU without doubles has no wider accumulator.
/// Source: Kahan, "Further Remarks on Reducing Truncation Errors" (1965).
/// </summary>
internal readonly struct Compensated(float value, float excess)
{
    public readonly float Value = value;
    private readonly float _excess = excess;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Compensated Plus(float x)
    {
        var term = x - _excess;
        var sum = Value + term;
        return new(sum, sum - Value - term);
    }

    /// <summary>Gives the mean of the first row, added up in the order of its columns.</summary>
    public static float Mean(GpuMatrix row, int columns)
    {
        var sum = default(Compensated);
        for (var column = 0; column < columns; column++)
            sum = sum.Plus(row[0, column]);
        return sum.Value / columns;
    }
}
