namespace Bilinear.Spectral;

/// <summary>A direction u among a layer's outputs, whose combination u·y = Σ_c u_c y_c is decomposed.</summary>
public sealed class Direction
{
    private readonly double[] _coefficients;

    /// <summary>A direction with its coefficients.</summary>
    /// <param name="name">The name by which its spectrum is found.</param>
    /// <param name="coefficients">u, one coefficient per output.</param>
    /// <exception cref="ArgumentException">The name is empty, u has no element, an element is not finite, or all elements are zero.</exception>
    public Direction(string name, IReadOnlyList<double> coefficients)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(coefficients);
        if (string.IsNullOrWhiteSpace(name))
            throw new ArgumentException("A direction needs a name, by which its spectrum is found.", nameof(name));
        if (coefficients.FirstOrDefault(value => !double.IsFinite(value), 0) is var bad && bad != 0)
            throw new ArgumentException($"The direction `{name}` holds {bad}: every coefficient must be a finite number.", nameof(coefficients));
        if (coefficients.All(value => value == 0))
            throw new ArgumentException($"The direction `{name}` is zero, and has no spectrum: give at least one output a coefficient.", nameof(coefficients));
        (Name, _coefficients) = (name, [.. coefficients]);
    }

    public string Name { get; }

    /// <summary>u, one coefficient per output.</summary>
    public IReadOnlyList<double> Coefficients => _coefficients;

    internal ReadOnlySpan<double> Span => _coefficients;

    /// <summary>
    /// A direction that gives some rows a coefficient of their own and all others the same one: <c>3 - mean(others)</c> among ten
    /// outputs is <c>Of("…", 10, -1.0 / 9, (3, 1.0))</c>.
    /// </summary>
    /// <param name="name">The name by which its spectrum is found.</param>
    /// <param name="outputs">The number of the layer's outputs.</param>
    /// <param name="others">The coefficient of every output that <paramref name="rows"/> does not name.</param>
    /// <param name="rows">Outputs with their coefficients, each output at most once.</param>
    /// <exception cref="ArgumentException">A row is not among the outputs or is named twice, the name is empty, or the coefficients are all zero or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="outputs"/> is below 1.</exception>
    public static Direction Of(string name, int outputs, double others, params (int Row, double Coefficient)[] rows)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(rows);
        if (outputs < 1)
            throw new ArgumentOutOfRangeException(nameof(outputs), outputs, $"The direction `{name}` is among {outputs} outputs: a layer has at least one.");
        var coefficients = new double[outputs];
        coefficients.AsSpan().Fill(others);
        var named = new HashSet<int>();
        foreach (var (row, coefficient) in rows)
        {
            if ((uint)row >= (uint)outputs)
                throw new ArgumentException($"The direction `{name}` names row {row} of {outputs}, which are counted from 0.", nameof(rows));
            if (!named.Add(row))
                throw new ArgumentException($"The direction `{name}` names row {row} twice: give each row one coefficient.", nameof(rows));
            coefficients[row] = coefficient;
        }

        return new Direction(name, coefficients);
    }

    /// <summary>The index of the output that this direction is; −1 where it combines several.</summary>
    internal int Output { get; private init; } = -1;

    /// <summary>The direction of one output alone, named by its number.</summary>
    internal static Direction Row(int output, int outputs)
    {
        var coefficients = new double[outputs];
        coefficients[output] = 1;
        return new Direction($"{output}", coefficients) { Output = output };
    }

    public override string ToString() => Name;
}
