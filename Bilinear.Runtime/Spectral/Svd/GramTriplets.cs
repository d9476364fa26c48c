using Bilinear.Linalg;

namespace Bilinear.Spectral;

/// <summary>
/// Singular values and left factors of the tensor B_c = Σ_a U_ca B_a unfolded to [outputs, d²], without the tensor: through
/// G_ab = ⟨B_a, B_b⟩ = ½[(WWᵀ)_ab (VVᵀ)_ab + (WVᵀ)_ab (VWᵀ)_ab], on the smaller of its two sides.
/// </summary>
/// <param name="Values">σ, descending; zero where σ² is lost in rounding.</param>
/// <param name="Left">One row a component, for the first <paramref name="Rank"/>.</param>
internal sealed record GramTriplets(double[] Values, Matrix Left, int Rank)
{
    // σ² comes with an error of about 1e-16 σ_max², so a σ below this share of σ_max is noise.
    private const double Noise = 1e-7;

    public static GramTriplets Of(FoldedPath path)
    {
        var gram = Gram(path.W, path.V);
        if (path.U.Rows <= path.U.Columns)
        {
            // σ² and l are the eigenpairs of UGUᵀ.
            var pairs = SymmetricEigen.Decompose(path.U.Times(gram).TimesTransposed(path.U));
            return From(pairs, pairs.Vectors);
        }

        // G = RRᵀ; σ² and w are the eigenpairs of RᵀUᵀUR, and l = URw/σ.
        var root = SquareRoot(gram);
        var folded = path.U.Times(root);
        var inner = SymmetricEigen.Decompose(folded.Transpose().Times(folded));
        return From(inner, inner.Vectors.TimesTransposed(folded));
    }

    private static Matrix Gram(Matrix w, Matrix v)
    {
        var (ww, vv, wv) = (w.TimesTransposed(w), v.TimesTransposed(v), w.TimesTransposed(v));
        var gram = new Matrix(w.Rows, w.Rows);
        for (var a = 0; a < w.Rows; a++)
        {
            for (var b = 0; b <= a; b++)
                gram[a, b] = gram[b, a] = 0.5 * ((ww[a, b] * vv[a, b]) + (wv[a, b] * wv[b, a]));
        }

        return gram;
    }

    // R = P√Λ, one column an eigenvector; what rounding made negative is zero.
    private static Matrix SquareRoot(Matrix gram)
    {
        var pairs = SymmetricEigen.Decompose(gram);
        var root = pairs.Vectors.Transpose();
        for (var row = 0; row < root.Rows; row++)
        {
            for (var column = 0; column < root.Columns; column++)
                root[row, column] *= Math.Sqrt(Math.Max(0, pairs.Values[column]));
        }

        return root;
    }

    private static GramTriplets From(EigenPairs squares, Matrix directions)
    {
        var count = squares.Values.Count;
        var largest = Math.Sqrt(Math.Max(0, squares.Values[count - 1]));
        var values = new double[count];
        var left = new Matrix(count, directions.Columns);
        var rank = 0;
        for (var place = 0; place < count; place++)
        {
            var index = count - 1 - place;
            var value = Math.Sqrt(Math.Max(0, squares.Values[index]));
            if (value <= Noise * largest)
                break;
            var direction = directions.Row(index);
            Vectors.AddScaled(left.MutableRow(place), Responses.SignOf(direction) / Vectors.Norm(direction), direction);
            values[place] = value;
            rank++;
        }

        return new GramTriplets(values, left, rank);
    }
}
