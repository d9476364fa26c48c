namespace Examples.Gates;

/// <summary>A gate that is 0 at (0, 0), by what it says of the other three inputs (a, b); it may also be a mixture of gates, with numbers between.</summary>
/// <param name="T01">What it says where b alone is 1.</param>
/// <param name="T10">What it says where a alone is 1.</param>
/// <param name="T11">What it says where both are.</param>
internal sealed record Gate(string Name, double T01, double T10, double T11)
{
    public static Gate Xor { get; } = new("xor", 1, 1, 0);

    public static Gate And { get; } = new("and", 0, 0, 1);

    public static Gate Or { get; } = new("or", 1, 1, 1);

    public static IReadOnlyList<Gate> All { get; } = [Xor, And, Or];

    public double this[bool a, bool b] => (a, b) switch
    {
        (false, false) => 0,
        (false, true) => T01,
        (true, false) => T10,
        _ => T11,
    };

    // The one form A·a² + B·b² + 2C·ab that says the same on bits: it is A at (1, 0), B at (0, 1) and A + B + 2C at (1, 1).

    public double A => T10;

    public double B => T01;

    public double C => (T11 - T10 - T01) / 2;

    /// <summary>The eigenvalues of [[A, C], [C, B]] that are not zero, the largest first.</summary>
    public IReadOnlyList<double> Eigenvalues
    {
        get
        {
            var (mean, distance) = ((A + B) / 2, Math.Sqrt((A - B) * (A - B) / 4 + C * C));
            return [.. new[] { mean + distance, mean - distance }.Where(value => value != 0)];
        }
    }

    /// <summary>The mixture in which this gate has a share, and another the rest: its truth table, and so its form.</summary>
    public Gate Mix(double share, Gate other) => new(
        $"{share:0.##} {Name} + {1 - share:0.##} {other.Name}", share * T01 + (1 - share) * other.T01, share * T10 + (1 - share) * other.T10, share * T11 + (1 - share) * other.T11);
}
