namespace Bilinear.Kernels;

/// <summary>
/// Holds the factors of one step t, counted from 1, of a scale s that is measured: s² ← s² + max(0.1, 1/t)·(mean x² + ε − s²). The first step sets it, the first ten make it a
/// plain average, and from then on what is ten steps old counts for a third.
/// </summary>
/// <param name="Take">max(0.1, 1/t)</param>
/// <param name="PerRow">1 over the number of rows that squares are sums over.</param>
/// <param name="Epsilon">What is added to the mean square.</param>
public readonly record struct ScaleScalars(double Take, double PerRow, double Epsilon)
{
    private const double Least = 0.1;

    /// <summary>Computes the factors of a step.</summary>
    /// <param name="step">The number of the step, counted from 1.</param>
    /// <param name="rows">The number of rows that squares are sums over.</param>
    public static ScaleScalars At(long step, long rows, double epsilon) => new(Math.Max(Least, 1.0 / step), 1.0 / rows, epsilon);

    /// <summary>Gives 1/s after the step.</summary>
    /// <param name="scale">1/s before it.</param>
    /// <param name="squares">Σ x² over the rows, of one channel, or the mean of all.</param>
    internal float Next(float scale, double squares)
    {
        var before = 1 / ((double)scale * scale);
        return (float)(1 / Math.Sqrt(before + (Take * ((squares * PerRow) + Epsilon - before))));
    }
}
