namespace Bilinear.Data;

/// <summary>Says how a column of a table becomes inputs of a model: a number is standardised, (x − mean) / deviation, and a text becomes 0 or 1 for each of its values.</summary>
/// <param name="Name">The name in the table's header.</param>
public sealed record DataColumn(string Name)
{
    /// <summary>The texts that the column may hold, in the order of their inputs; empty for a column of numbers.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The mean of the training part; 0 where numbers are taken as they are.</summary>
    public double Mean { get; init; }

    /// <summary>The standard deviation of the training part, dividing by the number of samples; 1 where numbers are taken as they are, and for a column that is constant.</summary>
    public double Deviation { get; init; } = 1;

    /// <summary>Whether the column holds texts.</summary>
    public bool IsText => Values.Count > 0;

    /// <summary>The number of inputs that the column becomes.</summary>
    public int Inputs => IsText ? Values.Count : 1;

    /// <summary>Gives the input for a number.</summary>
    public float Standardise(double value) => (float)((value - Mean) / Deviation);

    // The number of an input.
    internal double Restore(float input) => (input * Deviation) + Mean;
}
