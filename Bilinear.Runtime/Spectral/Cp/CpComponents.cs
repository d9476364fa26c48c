using Bilinear.Linalg;

namespace Bilinear.Spectral.Cp;

/// <summary>Components D_ρ ⊗ ½(l_ρ r_ρᵀ + r_ρ l_ρᵀ), one a row, each factor of any length.</summary>
/// <param name="D">[R, outputs].</param>
internal sealed record CpComponents(Matrix L, Matrix R, Matrix D)
{
    public int Rank => L.Rows;

    /// <summary>The components with factors of length 1, and their sizes σ = ‖l‖‖r‖‖D‖, the largest first.</summary>
    public (CpComponents Components, double[] Sizes) Normalised()
    {
        var sizes = new double[Rank];
        for (var component = 0; component < Rank; component++)
            sizes[component] = Vectors.Norm(L.Row(component)) * Vectors.Norm(R.Row(component)) * Vectors.Norm(D.Row(component));
        int[] order = [.. Enumerable.Range(0, Rank).OrderByDescending(component => sizes[component])];
        return (new CpComponents(Units(L, order), Units(R, order), Units(D, order)), [.. order.Select(component => sizes[component])]);
    }

    /// <summary>The cosines between the components of two fits, [R, R']: (D·D') ½[(l·l')(r·r') + (l·r')(r·l')] over the norms.</summary>
    public Matrix Cosines(CpComponents other)
    {
        var (norms, others, cosines) = (Norms(), other.Norms(), Products(other));
        for (var row = 0; row < cosines.Rows; row++)
        {
            for (var column = 0; column < cosines.Columns; column++)
            {
                var size = norms[row] * others[column];
                cosines[row, column] = size == 0 ? 0 : Math.Clamp(cosines[row, column] / size, -1, 1);
            }
        }

        return cosines;
    }

    /// <summary>⟨M, M'⟩ of the sums over all components.</summary>
    public double Inner(CpComponents other) => Products(other).Values.Sum();

    // ⟨M_ρ, M'_σ⟩, [R, R']
    private Matrix Products(CpComponents other)
    {
        var (ll, rr, lr, rl, products) = (L.TimesTransposed(other.L), R.TimesTransposed(other.R), L.TimesTransposed(other.R), R.TimesTransposed(other.L), D.TimesTransposed(other.D));
        for (var index = 0; index < products.Values.Length; index++)
            products.Values[index] *= 0.5 * ((ll.Values[index] * rr.Values[index]) + (lr.Values[index] * rl.Values[index]));
        return products;
    }

    // ‖½(lrᵀ + rlᵀ)‖² = ½(‖l‖²‖r‖² + (l·r)²)
    private double[] Norms() => [.. Enumerable.Range(0, Rank).Select(component =>
    {
        var (l, r, d) = (Vectors.Norm(L.Row(component)), Vectors.Norm(R.Row(component)), Vectors.Norm(D.Row(component)));
        var inner = Vectors.Dot(L.Row(component), R.Row(component));
        return d * Math.Sqrt(0.5 * ((l * l * r * r) + (inner * inner)));
    })];

    private static Matrix Units(Matrix rows, int[] order)
    {
        var units = new Matrix(rows.Rows, rows.Columns);
        for (var row = 0; row < order.Length; row++)
        {
            if (Vectors.Norm(rows.Row(order[row])) is > 0 and var norm)
                Vectors.AddScaled(units.MutableRow(row), 1 / norm, rows.Row(order[row]));
        }

        return units;
    }
}
