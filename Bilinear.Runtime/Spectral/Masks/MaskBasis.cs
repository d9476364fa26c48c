using Bilinear.Linalg;

namespace Bilinear.Spectral.Masks;

/// <summary>The first positive eigenvectors of all outputs, seen in the input, and their duals: vectors each of which moves the projection on one of them alone.</summary>
internal sealed class MaskBasis
{
    // A mask that moves another eigenvector's projection by more is no mask of this one.
    private const double Tolerance = 1e-4;

    private MaskBasis(List<(int Output, int Rank, double Value)> pairs, Matrix vectors, Matrix duals) => (Pairs, Vectors, Duals) = (pairs, vectors, duals);

    /// <summary>Which eigenvector each row is, by output and then by rank from 1.</summary>
    public IReadOnlyList<(int Output, int Rank, double Value)> Pairs { get; }

    /// <summary>v_j in the input, [K, n].</summary>
    public Matrix Vectors { get; }

    /// <summary>
    /// The columns of the pseudoinverse, one a row, [K, n], zero outside of the pixels. In the input basis v_j·dual_i = δ_ij; in the latent one that holds
    /// over h, from which they are seen in the input.
    /// </summary>
    public Matrix Duals { get; }

    /// <param name="pixels">The pixels that a mask may change, in ascending order.</param>
    /// <exception cref="ArgumentException">No eigenvalue is positive, there are more eigenvectors than coordinates, or they are not independent.</exception>
    public static MaskBasis Of(EigenSpectra spectra, int keep, int[] pixels)
    {
        var (pairs, rows) = Positive(spectra, keep);
        if (pairs.Count == 0)
            throw new ArgumentException($"No eigenvalue of `{spectra.Name}` is positive, and a mask raises one: {spectra.Model.Name} has nothing to aim at.", nameof(spectra));
        var coordinates = spectra.Forms.Coordinates;
        var (isLatent, vectors) = (spectra.Basis == SpectrumBasis.Latent, rows.Times(coordinates));
        var most = Math.Min(pixels.Length, coordinates.Rows);
        if (pairs.Count > most)
        {
            var of = most == pixels.Length ? $"{most} pixels" : $"the {most} dimensions that {spectra.Model.Name} sees of its input";
            throw new ArgumentException($"{pairs.Count} eigenvectors, {(pairs.Count == keep * spectra.Count ? $"{keep}" : $"at most {keep}")} of each output, cannot be told apart in {of}: {Mend(most / spectra.Count)}.", nameof(keep));
        }

        // P = LQ, so P⁺ = QᵀL⁻¹, and its columns are the rows of L⁻ᵀQ.
        var over = isLatent ? rows : Columns(vectors, pixels);
        var lq = new ThinLq(over);
        var duals = BackSubstituted(lq.L, lq.Q);
        if (Error(over, duals) is var error && !(error <= Tolerance))
            throw new ArgumentException(Dependent(spectra, pairs.Count, keep, pixels.Length), nameof(spectra));
        return new MaskBasis(pairs, vectors, Spread(isLatent ? Columns(duals.Times(coordinates), pixels) : duals, pixels, vectors.Columns));
    }

    private static string Dependent(EigenSpectra spectra, int count, int keep, int pixels) => (spectra.Basis, keep) switch
    {
        (SpectrumBasis.Input, 1) => $"The {count} eigenvectors are not independent over these {pixels} pixels, some of which {spectra.Model.Name} hardly sees: let masks have more pixels.",
        (SpectrumBasis.Input, _) => $"The {count} eigenvectors are not independent over these {pixels} pixels, some of which {spectra.Model.Name} hardly sees: keep {keep - 1} of each or fewer, or let masks have more pixels.",
        (_, 1) => $"The {count} eigenvectors are not independent, even one of each output, so no mask moves one of them alone: {spectra.Model.Name} has too few hidden units for its outputs.",
        _ => $"The {count} eigenvectors are not independent, so no mask moves one of them alone: keep {keep - 1} of each or fewer.",
    };

    private static string Mend(int keep) => keep >= 1 ? $"keep {keep} of each or fewer" : "let the mask have more pixels";

    private static (List<(int Output, int Rank, double Value)> Pairs, Matrix Rows) Positive(EigenSpectra spectra, int keep)
    {
        var (found, rows) = (new List<(int, int, double)>(), new List<Matrix>());
        for (var output = 0; output < spectra.Count; output++)
        {
            var pairs = spectra.Pairs[output];
            for (var rank = 1; rank <= Math.Min(keep, pairs.Values.Count); rank++)
            {
                // Values ascend. One that is rounding beside the largest has no direction of its own.
                var index = pairs.Values.Count - rank;
                if (pairs.Values[index] <= Eigenspace.Tolerance * Math.Max(pairs.Values[^1], -pairs.Values[0]))
                    break;
                found.Add((output, rank, pairs.Values[index]));
                rows.Add(pairs.Vectors.SubRows(index, 1));
            }
        }

        return (found, rows.Count == 0 ? new Matrix(0, 0) : Matrix.Stack(rows));
    }

    // X with LᵀX = Q, L lower triangular.
    private static Matrix BackSubstituted(Matrix lower, Matrix q)
    {
        var x = new Matrix(q.Rows, q.Columns, q.ToArray());
        for (var row = x.Rows - 1; row >= 0; row--)
        {
            for (var behind = row + 1; behind < x.Rows; behind++)
                Linalg.Vectors.AddScaled(x.MutableRow(row), -lower[behind, row], x.Row(behind));
            foreach (ref var value in x.MutableRow(row))
                value /= lower[row, row];
        }

        return x;
    }

    // max |v_j·dual_i − δ_ij|; a NaN where they are not numbers.
    private static double Error(Matrix vectors, Matrix duals)
    {
        var products = vectors.TimesTransposed(duals);
        for (var row = 0; row < products.Rows; row++)
            products[row, row] -= 1;
        return Linalg.Vectors.MaxMagnitude(products.Values);
    }

    private static Matrix Columns(Matrix matrix, int[] columns)
    {
        var chosen = new Matrix(matrix.Rows, columns.Length);
        for (var row = 0; row < matrix.Rows; row++)
        {
            for (var column = 0; column < columns.Length; column++)
                chosen[row, column] = matrix[row, columns[column]];
        }

        return chosen;
    }

    private static Matrix Spread(Matrix matrix, int[] columns, int length)
    {
        var spread = new Matrix(matrix.Rows, length);
        for (var row = 0; row < matrix.Rows; row++)
        {
            for (var column = 0; column < columns.Length; column++)
                spread[row, columns[column]] = matrix[row, column];
        }

        return spread;
    }
}
