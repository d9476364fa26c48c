using Bilinear.Tensors;

namespace Bilinear.Linalg.Eigen;

/// <summary>Orthonormal rows of one length, in blocks.</summary>
internal sealed class OrthonormalRows(int columns)
{
    private const int Seed = 1;

    // A row whose remaining length is below this share is mostly rounding.
    private const double Independent = 1e-8;

    private readonly List<Matrix> _blocks = [];
    private readonly Random _random = new(Seed);

    public IReadOnlyList<Matrix> Blocks => _blocks;

    public int Count => _blocks.Sum(block => block.Rows);

    public void Add(Matrix block) => _blocks.Add(block);

    public void Clear() => _blocks.Clear();

    /// <summary>
    /// Orthonormal rows, orthogonal to all blocks, that span what the given ones add to these; a row that adds nothing is
    /// replaced by a random one.
    /// </summary>
    public Matrix Complete(Matrix rows)
    {
        if (Finite.FirstNot<double>(rows.Values) >= 0)
            throw new ArgumentException("The operator gave a NaN or an infinity: it has no eigenpairs. Were the weights trained to NaN?", "operator");
        var completed = new Matrix(rows.Rows, columns, rows.ToArray());
        Vectors.DivideByPowerOfTwo(completed.Values);
        var largest = Enumerable.Range(0, rows.Rows).Max(row => Vectors.Norm(completed.Row(row)));
        Project(completed);
        for (var row = 0; row < completed.Rows; row++)
        {
            var threshold = Independent * largest;
            while (!Normalize(completed, row, threshold))
            {
                var fresh = new Matrix(1, columns);
                foreach (ref var value in fresh.Values.AsSpan())
                    value = _random.NextDouble() - 0.5;
                Project(fresh);
                fresh.Row(0).CopyTo(completed.MutableRow(row));
                threshold = Independent;
            }
        }

        // Normalising the rows magnified the remainder that the first projection left, so they are projected once more.
        Project(completed);
        for (var row = 0; row < completed.Rows; row++)
            Normalize(completed, row, 0);
        return completed;
    }

    private void Project(Matrix rows)
    {
        foreach (var block in _blocks)
            Vectors.AddScaled(rows.Values, -1, rows.TimesTransposed(block).Times(block).Values);
    }

    private static bool Normalize(Matrix rows, int row, double threshold)
    {
        var values = rows.MutableRow(row);
        for (var pass = 0; pass < 2; pass++)
        {
            for (var before = 0; before < row; before++)
                Vectors.AddScaled(values, -Vectors.Dot(values, rows.Row(before)), rows.Row(before));
        }

        var norm = Vectors.Norm(values);
        if (norm <= threshold)
            return false;
        foreach (ref var value in values)
            value /= norm;
        return true;
    }
}
