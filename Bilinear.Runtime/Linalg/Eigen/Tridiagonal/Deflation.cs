namespace Bilinear.Linalg.Eigen.Tridiagonal;

/// <summary>
/// Finds the eigenpairs of D + ρ z zᵀ that D already has: where z is negligible, and where two entries of D are so close
/// that a rotation makes z zero in one of them (Dongarra and Sorensen, 1987; LAPACK's laed2).
/// </summary>
/// <param name="values">The entry of D for each row of vectors, which rotations move.</param>
/// <param name="z">The element of z for each row; z has length one.</param>
/// <param name="order">The rows by ascending d.</param>
internal sealed unsafe class Deflation(double* values, double* z, int[] order, double rho, double tolerance)
{
    /// <summary>Rows that stay poles, by ascending d.</summary>
    public List<int> Poles { get; } = new(order.Length);

    /// <summary>Rows whose pairs are found.</summary>
    public List<int> Found { get; } = [];

    /// <summary>Rows to rotate, in this order: x = c·x + s·y, y = c·y − s·x.</summary>
    public List<(int X, int Y, double Cosine, double Sine)> Rotations { get; } = [];

    public void Run()
    {
        var candidate = -1;
        foreach (var row in order)
        {
            if (rho * Math.Abs(z[row]) <= tolerance)
            {
                Found.Add(row);
                continue;
            }

            if (candidate >= 0 && !IsMerged(candidate, row))
                Poles.Add(candidate);
            candidate = row;
        }

        if (candidate >= 0)
            Poles.Add(candidate);
    }

    // Whether a rotation leaves all of z in `row`, and what couples the two then is nothing.
    private bool IsMerged(int candidate, int row)
    {
        var length = Math.Sqrt((z[candidate] * z[candidate]) + (z[row] * z[row]));
        var (cosine, sine) = (z[row] / length, -z[candidate] / length);
        var difference = values[row] - values[candidate];
        if (Math.Abs(difference * cosine * sine) > tolerance)
            return false;
        (z[candidate], z[row]) = (0, length);
        var (lower, upper) = (values[candidate], values[row]);
        values[candidate] = (lower * cosine * cosine) + (upper * sine * sine);
        values[row] = (lower * sine * sine) + (upper * cosine * cosine);
        Rotations.Add((candidate, row, cosine, sine));
        Found.Add(candidate);
        return true;
    }
}
