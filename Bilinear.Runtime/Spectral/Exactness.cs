using Bilinear.Linalg;

namespace Bilinear.Spectral;

/// <summary>How closely a decomposition reproduces the model's forward pass.</summary>
/// <param name="LargestError">The largest absolute difference of an output, divided by the largest absolute output.</param>
/// <param name="ChangedArgmax">The number of samples whose largest output differs.</param>
/// <param name="Samples">The number of samples that were compared.</param>
public readonly record struct Exactness(double LargestError, int ChangedArgmax, int Samples)
{
    /// <summary>The largest error that rounding to float32 explains.</summary>
    public const double Tolerance = 2e-5;

    public bool IsExact => LargestError <= Tolerance && ChangedArgmax == 0;

    /// <param name="actual">[samples, outputs].</param>
    internal static Exactness Of(Matrix actual, Matrix expected)
    {
        var (difference, changed) = (0.0, 0);
        for (var row = 0; row < actual.Rows; row++)
        {
            for (var column = 0; column < actual.Columns; column++)
                difference = Math.Max(difference, Math.Abs(actual[row, column] - expected[row, column]));
            changed += ArgMax(actual.Row(row)) == ArgMax(expected.Row(row)) ? 0 : 1;
        }

        var largest = Vectors.MaxMagnitude(expected.Values);
        return new Exactness(largest == 0 ? difference : difference / largest, changed, actual.Rows);
    }

    /// <summary>The index of the largest value; the first one of several equal ones.</summary>
    internal static int ArgMax(ReadOnlySpan<double> values)
    {
        var largest = 0;
        for (var index = 1; index < values.Length; index++)
            largest = values[index] > values[largest] ? index : largest;
        return largest;
    }

    /// <summary>The index of the largest value; null where the next one is as large but for rounding.</summary>
    /// <param name="scale">The magnitude of what the values were computed from.</param>
    internal static int? Decided(ReadOnlySpan<double> values, double scale)
    {
        var largest = ArgMax(values);
        for (var index = 0; index < values.Length; index++)
        {
            if (index != largest && values[largest] - values[index] <= Tolerance * scale)
                return null;
        }

        return largest;
    }
}
