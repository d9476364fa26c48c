using Bilinear.Linalg;
using Bilinear.Spectral.Comparing;

namespace Bilinear.Spectral;

/// <summary>
/// Measures how alike two models of one input are, in input coordinates, since two models share no latent basis. A rotation of
/// either latent space, another order of the hidden units, W and V exchanged, or w scaled by s and v by 1/s, changes nothing.
/// </summary>
public static class Similarity
{
    // Hidden units of the left model at a time, so that no more than some rows of the m × m' products are there at once.
    private const int BlockRows = 512;

    /// <summary>
    /// The cosine of the two tensors: ⟨B̃, B̃'⟩ = Σ_ab (UᵀU')_ab · ½[(w̃_a·w̃'_b)(ṽ_a·ṽ'_b) + (w̃_a·ṽ'_b)(ṽ_a·w̃'_b)] over their
    /// norms. It compares the interactions; what biases and residuals add, a linear and a constant part, is not in it.
    /// </summary>
    /// <param name="output">One output; null for all of them together.</param>
    /// <returns>From −1 to 1; NaN where one of the tensors is zero.</returns>
    /// <exception cref="ArgumentException">The models have other numbers of inputs or outputs, or there is no such output.</exception>
    public static double Frobenius(InputTensor left, InputTensor right, int? output = null) => Cosine(left, right, output, Inner);

    /// <summary>
    /// The correlation E[y·y'] / √(E[y²]·E[y'²]) of the two functions, not centred, for independent standard normal inputs:
    /// E[y_c y'_c] = 2⟨B̃_c, B̃'_c⟩ + 4 q̃_c·q̃'_c + (tr B̃_c + c_c)(tr B̃'_c + c'_c), summed over the outputs (Isserlis' theorem).
    /// It compares the whole functions, biases and residuals included.
    /// </summary>
    /// <inheritdoc cref="Frobenius"/>
    public static double Gaussian(InputTensor left, InputTensor right, int? output = null) => Cosine(left, right, output, Moment);

    /// <summary>
    /// For each kept eigenvector of the left spectra, seen in the input (W_eᵀv), the best |cosine| among the right one's kept
    /// eigenvectors of the same output and the same sign of λ. Spectra compared with themselves leave each vector's match with itself out.
    /// </summary>
    /// <exception cref="ArgumentException">The spectra have other numbers of inputs or outputs, or another basis.</exception>
    /// <exception cref="InvalidOperationException">One of them is not the whole model: it has more layers, or a norm.</exception>
    public static EigenvectorMatches Match(EigenSpectra left, EigenSpectra right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        using var entered = left.Workers.Enter();
        return new([.. EigenvectorMatching.Of(left, right)], left.Basis);
    }

    /// <summary>Matches the eigenvectors of every ordered pair of different models: of models with different seeds, for example.</summary>
    /// <inheritdoc cref="Match(EigenSpectra, EigenSpectra)"/>
    public static EigenvectorMatches Match(IReadOnlyList<EigenSpectra> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        if (models.Any(model => model is null))
            throw new ArgumentException("The spectra of a model of the list are null.", nameof(models));
        if (models.Count < 2)
            throw new ArgumentException("Models are compared with each other: give at least two.", nameof(models));
        using var entered = models[0].Workers.Enter();
        return new([.. models.SelectMany(left => models.Where(right => right != left).SelectMany(right => EigenvectorMatching.Of(left, right)))], models[0].Basis);
    }

    private static double Cosine(InputTensor left, InputTensor right, int? output, Func<InputTensor, InputTensor, IReadOnlyList<int>, double> inner)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Inputs != right.Inputs || left.Outputs != right.Outputs)
            throw new ArgumentException($"{left.Model.Name} maps {left.Inputs} inputs to {left.Outputs} outputs, and {right.Model.Name} {right.Inputs} to {right.Outputs}: only models of the same inputs and outputs can be compared.", nameof(right));
        if (output is { } given && (given < 0 || given >= left.Outputs))
            throw new ArgumentOutOfRangeException(nameof(output), $"There is no output {given}: the models have {left.Outputs}, 0 … {left.Outputs - 1}.");
        using var entered = left.Workers.Enter();
        int[] outputs = output is { } one ? [one] : [.. Enumerable.Range(0, left.Outputs)];
        var cosine = inner(left, right, outputs) / Math.Sqrt(inner(left, left, outputs)) / Math.Sqrt(inner(right, right, outputs));
        return Math.Clamp(cosine, -1, 1);
    }

    // Σ_c ⟨B̃_c, B̃'_c⟩
    private static double Inner(InputTensor left, InputTensor right, IReadOnlyList<int> outputs)
    {
        var (u, u2) = (Rows(left.U, outputs).Transpose(), Rows(right.U, outputs).Transpose());
        var sum = 0.0;
        for (var first = 0; first < left.W.Rows; first += BlockRows)
        {
            var count = Math.Min(BlockRows, left.W.Rows - first);
            var block = Enumerable.Range(first, count).ToArray();
            var (w, v) = (Rows(left.W, block), Rows(left.V, block));
            var weights = Rows(u, block).TimesTransposed(u2);
            var (ww, vv) = (w.TimesTransposed(right.W), v.TimesTransposed(right.V));
            var (wv, vw) = (w.TimesTransposed(right.V), v.TimesTransposed(right.W));
            for (var index = 0; index < weights.Values.Length; index++)
                sum += weights.Values[index] * 0.5 * ((ww.Values[index] * vv.Values[index]) + (wv.Values[index] * vw.Values[index]));
        }

        return sum;
    }

    // Σ_c E[y_c y'_c]
    private static double Moment(InputTensor left, InputTensor right, IReadOnlyList<int> outputs) =>
        (2 * Inner(left, right, outputs)) + outputs.Sum(output =>
            (4 * Vectors.Dot(left.Linear.Row(output), right.Linear.Row(output)))
            + ((left.Traces[output] + left.Constants[output]) * (right.Traces[output] + right.Constants[output])));

    private static Matrix Rows(Matrix matrix, IReadOnlyList<int> rows)
    {
        var chosen = new Matrix(rows.Count, matrix.Columns);
        for (var row = 0; row < rows.Count; row++)
            matrix.Row(rows[row]).CopyTo(chosen.MutableRow(row));
        return chosen;
    }
}
