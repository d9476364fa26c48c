namespace Bilinear.Linalg.Eigen;

/// <summary>
/// The leading eigenpairs of a matrix that is only applied, in double: block Lanczos with full orthogonalisation and thick
/// restarts (Wu and Simon, "Thick-restart Lanczos method for large symmetric eigenvalue problems", 2000; Zhou and Saad for
/// blocks, 2008). H = V A Vᵀ is computed as it stands rather than from the recurrence, so a block that falls into a subspace
/// already there may be replaced by random rows, and what is returned was tested: ‖Av − λv‖ of every pair.
/// </summary>
internal sealed class BlockKrylov
{
    /// <summary>‖Av − λv‖ at most this share of the largest |λ|.</summary>
    private const double Tolerance = 1e-11;

    private const int Restarts = 500;

    // An operator that computes in float may be asymmetric by this share of the largest product.
    private const double Asymmetry = 1e-6;

    private readonly IBlockOperator _operator;
    private readonly int _count;
    private readonly SpectrumEnd _end;
    private readonly int _block;
    private readonly int _capacity;
    private readonly OrthonormalRows _basis;
    private readonly List<Matrix> _images = [];     // A applied to each block of the basis
    private Matrix _projected = new(0, 0);          // H
    private double _largest;                        // |H| so far

    public BlockKrylov(IBlockOperator @operator, int count, SpectrumEnd end)
    {
        (_operator, _count, _end) = (@operator, count, end);
        _block = Math.Clamp(count / 2, 4, 32);
        _capacity = (2 * count) + (6 * _block);
        _basis = new OrthonormalRows(@operator.Size);
    }

    /// <summary>Whether the subspace is small beside the whole; else the matrix may as well be built.</summary>
    public bool IsWorthIt => 2 * _capacity <= _operator.Size;

    /// <summary>Finds the leading eigenpairs; returns null where the method did not converge, since more eigenvalues than it keeps lie as close together as it can tell.</summary>
    public EigenPairs? Find()
    {
        var next = _basis.Complete(new Matrix(_block, _operator.Size));
        for (var restart = 0; restart < Restarts; restart++)
        {
            while (_basis.Count < _capacity)
            {
                var image = Apply(next);
                Append(next, image);
                next = _basis.Complete(image);
            }

            var ritz = SymmetricEigen.Decompose(_projected).Leading(_count + _block, _end);
            var (vectors, images) = (Combine(ritz.Vectors, _basis.Blocks), Combine(ritz.Vectors, _images));
            if (IsConverged(ritz.Values, vectors, images))
                return new EigenPairs(ritz.Values, vectors).Leading(_count, _end);
            Restart(vectors, images);
        }

        return null;
    }

    /// <summary>X A for some rows X, checked to be a matrix of their shape.</summary>
    /// <exception cref="InvalidOperationException">The operator gives nothing, or a matrix of another shape.</exception>
    public Matrix Apply(Matrix rows)
    {
        var image = _operator.Apply(rows) ?? throw new InvalidOperationException($"{_operator.GetType().Name}.Apply returned null: it must return a new matrix of the shape of its rows.");
        return image.Rows == rows.Rows && image.Columns == rows.Columns
            ? image
            : throw new InvalidOperationException($"{_operator.GetType().Name}.Apply returned a matrix of {image.Rows} × {image.Columns} for rows of {rows.Rows} × {rows.Columns}: it must return one of the same shape.");
    }

    // H grows by the products of the new images with all rows.
    private void Append(Matrix rows, Matrix image)
    {
        _basis.Add(rows);
        _images.Add(image);
        var grown = new Matrix(_basis.Count, _basis.Count);
        for (var row = 0; row < _projected.Rows; row++)
            _projected.Row(row).CopyTo(grown.MutableRow(row));
        var first = 0;
        foreach (var block in _basis.Blocks)
        {
            var products = block.TimesTransposed(image);
            _largest = Math.Max(_largest, Vectors.MaxMagnitude(products.Values));
            if (block == rows)
                CheckSymmetric(products);
            for (var i = 0; i < products.Rows; i++)
            {
                for (var j = 0; j < products.Columns; j++)
                    grown[_projected.Rows + j, first + i] = grown[first + i, _projected.Rows + j] = products[i, j];
            }

            first += block.Rows;
        }

        _projected = grown;
    }

    // The products of a block with its own image have both triangles. The first block is random, so hardly any asymmetry of the
    // whole matrix escapes this check.
    private void CheckSymmetric(Matrix products)
    {
        for (var row = 0; row < products.Rows; row++)
        {
            for (var column = 0; column < row; column++)
            {
                if (Math.Abs(products[row, column] - products[column, row]) > Asymmetry * _largest)
                    throw new ArgumentException($"The operator is not symmetric: for two rows x and y it gives {products[row, column]} for x·Ay and {products[column, row]} for y·Ax.", "operator");
            }
        }
    }

    // rows [p, m] · the stacked blocks [m, n]
    private static Matrix Combine(Matrix rows, IReadOnlyList<Matrix> blocks)
    {
        var sum = new Matrix(rows.Rows, blocks[0].Columns);
        var first = 0;
        foreach (var block in blocks)
        {
            Vectors.AddScaled(sum.Values, 1, rows.SubColumns(first, block.Rows).Times(block).Values);
            first += block.Rows;
        }

        return sum;
    }

    private bool IsConverged(IReadOnlyList<double> values, Matrix vectors, Matrix images)
    {
        var limit = Tolerance * values.Max(Math.Abs);
        return Enumerable.Range(0, _count).All(index =>
        {
            var residual = images.Row(index).ToArray();
            Vectors.AddScaled(residual, -values[index], vectors.Row(index));
            return Vectors.Norm(residual) <= limit;
        });
    }

    // The kept Ritz vectors take the place of the basis; the next block is orthogonal to them already.
    private void Restart(Matrix vectors, Matrix images)
    {
        _basis.Clear();
        _images.Clear();
        _projected = new Matrix(0, 0);
        Append(vectors, images);
    }
}
