using Bilinear.Linalg;
using Bilinear.Spectral.Measured;

namespace Bilinear.Spectral.Svd;

/// <summary>
/// Singular triplets of the tensor B_c = Σ_a U_ca B_a unfolded to [outputs, d²], without the tensor and without anything of
/// outputs × outputs. With U = HD cut at its narrowest and K = DGDᵀ, σ² and l are the eigenpairs of K where H is the identity;
/// else, with K = RRᵀ and S = HᵀH, σ² and w are those of RᵀSR, and l = HRw/σ.
/// </summary>
/// <param name="Values">σ, descending; zero where σ² is lost in rounding.</param>
/// <param name="Left">l, one row each, for the first values, which are not zero.</param>
/// <param name="Units">Uᵀl/σ, one row each: the right factor is the interaction matrix of these weights of the hidden units.</param>
/// <param name="SquaredNorm">‖B‖² = Σσ² over all σ, computed or not.</param>
internal sealed record GramTriplets(double[] Values, Matrix Left, Matrix Units, double SquaredNorm)
{
    /// <summary>Up to this side of the Gram matrix all values are computed, whatever is kept.</summary>
    private const int SmallSide = 1024;

    /// <param name="keep">How many triplets are wanted; null for all.</param>
    public static GramTriplets Of(LayerTensor tensor, int? keep)
    {
        var squares = Grams.OfLayer(tensor.W, tensor.V);
        if (tensor.Inner is { } inner)
            squares = inner.Times(squares).TimesTransposed(inner);
        var (root, folded) = ((Matrix?)null, (Matrix?)null);
        if (tensor.Outer is { } outer)
        {
            root = Grams.SquareRoot(squares);
            folded = root.Transpose().Times(Grams.OfColumns(outer));           // RᵀS
            squares = folded.Times(root);
        }

        var pairs = Largest(squares, keep);
        var values = SingularValues(pairs.Values, pairs.Values.Count < squares.Rows ? pairs.Values.Count : tensor.Rank);
        var vectors = pairs.Vectors.SubRows(0, values.Count(value => value > 0));

        // H z = l, and Dᵀ y = Uᵀl/σ: with y = p/σ of K's own eigenvectors, else SRw/σ².
        var z = root is null ? vectors : DividedBy(values, vectors.TimesTransposed(root));
        var y = folded is null ? DividedBy(values, vectors) : DividedBy(values, DividedBy(values, vectors.Times(folded)));
        var (left, units) = (tensor.Left(z), tensor.Units(y));
        for (var row = 0; row < left.Rows; row++)
        {
            var sign = Responses.SignOf(left.Row(row));
            Scale(left.MutableRow(row), sign / Vectors.Norm(left.Row(row)));
            Scale(units.MutableRow(row), sign);
        }

        return new GramTriplets(values, left, units, Enumerable.Range(0, squares.Rows).Sum(row => squares[row, row]));
    }

    // The largest first; of a matrix that rounding made a little asymmetric.
    private static EigenPairs Largest(Matrix squares, int? keep)
    {
        var n = squares.Rows;
        for (var row = 0; row < n; row++)
        {
            for (var column = 0; column < row; column++)
                squares[row, column] = squares[column, row] = 0.5 * (squares[row, column] + squares[column, row]);
        }

        if (n == 0)
            return new EigenPairs([], squares);
        return SymmetricEigen.Solve([squares], n <= SmallSide ? n : Math.Min(keep ?? n, n), SpectrumEnd.Largest, "weights")[0];
    }

    // σ² comes with an error of about n·ε·σ_max², so a σ below the root of that share of σ_max is noise.
    private static double[] SingularValues(IReadOnlyList<double> squares, int count)
    {
        var values = new double[count];
        var noise = squares.Count == 0 ? 0 : Math.Sqrt(count * Grams.Epsilon * Math.Max(0, squares[0]));
        for (var index = 0; index < squares.Count && Math.Sqrt(Math.Max(0, squares[index])) is var value && value > noise; index++)
            values[index] = value;
        return values;
    }

    // Row i divided by σ_i.
    private static Matrix DividedBy(double[] values, Matrix rows)
    {
        var divided = new Matrix(rows.Rows, rows.Columns);
        for (var row = 0; row < rows.Rows; row++)
            Vectors.AddScaled(divided.MutableRow(row), 1 / values[row], rows.Row(row));
        return divided;
    }

    private static void Scale(Span<double> row, double factor)
    {
        foreach (ref var value in row)
            value *= factor;
    }
}
