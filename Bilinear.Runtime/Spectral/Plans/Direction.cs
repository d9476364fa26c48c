namespace Bilinear.Spectral;

/// <summary>A direction u among a layer's outputs: what is taken apart is u·y = Σ_c u_c y_c.</summary>
public sealed class Direction
{
    private readonly double[] _coefficients;

    /// <param name="name">What the direction is called.</param>
    /// <param name="coefficients">u, one number an output.</param>
    /// <exception cref="ArgumentException">The name is empty, u has no element, one that is not finite, or nothing but zeros.</exception>
    public Direction(string name, IReadOnlyList<double> coefficients)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new ArgumentException("A direction needs a name, by which its spectrum is found.", nameof(name));
        if (coefficients.FirstOrDefault(value => !double.IsFinite(value), 0) is var bad && bad != 0)
            throw new ArgumentException($"The direction `{name}` holds {bad}: every coefficient must be a finite number.", nameof(coefficients));
        if (coefficients.All(value => value == 0))
            throw new ArgumentException($"The direction `{name}` is zero, and has no spectrum: give at least one output a coefficient.", nameof(coefficients));
        (Name, _coefficients) = (name, [.. coefficients]);
    }

    public string Name { get; }

    /// <summary>u, one number an output.</summary>
    public IReadOnlyList<double> Coefficients => _coefficients;

    internal ReadOnlySpan<double> Span => _coefficients;

    /// <summary>A direction of a few outputs, all <paramref name="others"/> alike: <c>3 - mean(others)</c> of ten is <c>Of("…", 10, -1.0 / 9, (3, 1.0))</c>.</summary>
    /// <exception cref="ArgumentException">A row is not among the outputs, or as the constructor says.</exception>
    public static Direction Of(string name, int outputs, double others, params (int Row, double Coefficient)[] rows)
    {
        var coefficients = new double[outputs];
        coefficients.AsSpan().Fill(others);
        foreach (var (row, coefficient) in rows)
        {
            if ((uint)row >= (uint)outputs)
                throw new ArgumentException($"The direction `{name}` names row {row} of {outputs}, which are counted from 0.", nameof(rows));
            coefficients[row] = coefficient;
        }

        return new Direction(name, coefficients);
    }

    /// <summary>Which row it is; −1 where it is none of them.</summary>
    internal int Output { get; private init; } = -1;

    /// <summary>One output alone, named by its number.</summary>
    internal static Direction Row(int output, int outputs)
    {
        var coefficients = new double[outputs];
        coefficients[output] = 1;
        return new Direction($"{output}", coefficients) { Output = output };
    }

    public override string ToString() => Name;
}
