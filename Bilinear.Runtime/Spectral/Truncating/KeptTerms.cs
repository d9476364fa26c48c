using Bilinear.Data;
using Bilinear.Linalg;
using Bilinear.Spectral.Forms;
using Bilinear.Spectral.Units;
using Bilinear.Tensors;
using Bilinear.Text;
using Bilinear.Training;
using Bilinear.Training.Loop;

namespace Bilinear.Spectral.Truncating;

/// <summary>
/// What a truncation keeps, in the model's input: ŷ_c = Σ_i λ_i (p_i·x + s_i)² + r_c·x + t_c, with the same number of terms for
/// every output. Of an eigenvector v over ĥ = Ax + a they are p = Aᵀv and s = v·a.
/// </summary>
/// <param name="Values">λ, [outputs · kept].</param>
/// <param name="Rows">p, [outputs · kept, n]: the terms of one output after those of another.</param>
/// <param name="Shifts">s, [outputs · kept].</param>
/// <param name="Affine">r and t; null where no output has either.</param>
internal sealed record KeptTerms(int Outputs, double[] Values, Matrix Rows, double[] Shifts, AffineUnits? Affine)
{
    /// <summary>The number of terms of each output.</summary>
    public int Kept => Values.Length / Outputs;

    public static KeptTerms Of(EigenSpectra spectra, TruncationRule rule, int kept)
    {
        var outputs = spectra.Count;
        var (values, rows, shifts) = (new double[outputs * kept], new Matrix(outputs * kept, spectra.Coordinates.Columns), new double[outputs * kept]);
        for (var output = 0; output < outputs; output++)
        {
            var pairs = new OrderedPairs(spectra, output, rule);
            var directions = pairs.Vectors.SubRows(0, kept);
            directions.Times(spectra.Coordinates).Values.CopyTo(rows.Values, output * kept * rows.Columns);
            directions.Times(spectra.Offset).CopyTo(shifts, output * kept);
            pairs.Values.AsSpan(0, kept).CopyTo(values.AsSpan(output * kept));
        }

        return new KeptTerms(outputs, values, rows, shifts, AffineUnits.Of(spectra.Forms));
    }

    /// <summary>
    /// The terms of a path that is such a sum already, as that of a truncated model is: each hidden unit has W = V, or V = 0 with
    /// bias 1, and is read by one output. Null for any other path.
    /// </summary>
    public static KeptTerms? Of(FoldedPath path)
    {
        if (path.S is not null || path.U.Rows == 0)
            return null;
        var outputs = path.U.Rows;
        var squares = Enumerable.Range(0, outputs).Select(_ => new List<int>()).ToArray();
        var affine = new AffineUnits(new Matrix(outputs, path.W.Columns), [.. path.Constant]);
        for (var unit = 0; unit < path.W.Rows; unit++)
        {
            if (ReaderOf(path.U, unit) is not { } output)
                return null;
            var isSquare = path.W.Row(unit).SequenceEqual(path.V.Row(unit)) && path.BiasW[unit] == path.BiasV[unit];
            if (isSquare)
                squares[output].Add(unit);
            else if (path.BiasV[unit] == 1 && !path.V.Row(unit).ContainsAnyExcept(0.0))
                affine.Add(output, path.U[output, unit], path.W.Row(unit), path.BiasW[unit]);
            else
                return null;
        }

        var kept = squares[0].Count;
        if (kept == 0 || squares.Any(own => own.Count != kept))
            return null;
        int[] units = [.. squares.SelectMany(own => own)];
        var rows = new Matrix(units.Length, path.W.Columns);
        for (var term = 0; term < units.Length; term++)
            path.W.Row(units[term]).CopyTo(rows.MutableRow(term));
        return new KeptTerms(
            outputs,
            [.. units.Select((unit, term) => path.U[term / kept, unit])],
            rows.Times(path.E),
            Shifted(rows.Times(path.InputOffset), [.. units.Select(unit => path.BiasW[unit])]),
            affine.IsZero ? null : affine.Behind(path.E, path.InputOffset));
    }

    /// <param name="source">The name of the file that the terms come from.</param>
    /// <exception cref="NotFiniteException">A number is none, or is beyond float32.</exception>
    public void ThrowIfNotFinite(string source)
    {
        if (new[] { Values, Rows.Values, Shifts, Affine?.Rows.Values ?? [], Affine?.Constants ?? [] }.Any(numbers => Array.Exists(numbers, number => !float.IsFinite((float)number))))
            throw new NotFiniteException($"{ForeignText.Clean(source)} cannot be compiled: a number of its eigenvectors or eigenvalues is no number, or too large for float arithmetic.");
    }

    /// <summary>The share of samples whose largest score is the label's.</summary>
    /// <param name="port">The output that the scores are of.</param>
    /// <exception cref="ArgumentException">The data do not fit the model, or have no labels.</exception>
    public double Accuracy(ModelDescription model, int port, DataSet data)
    {
        DataCheck.FitsInput(model, data);
        var labels = DataCheck.LabelsOf(model, port, data) ?? throw new ArgumentException($"{data.Name} has no labels.", nameof(data));
        return Accuracy(data, labels.Labels);
    }

    // The share of samples whose largest score is the label's.
    private double Accuracy(DataSet data, ReadOnlySpan<int> labels)
    {
        var correct = 0;
        foreach (var (first, samples, projections) in new LayerInputs(data, Rows, Shifts).Chunks())
        {
            var scores = Affine is null ? new Matrix(samples.Rows, Outputs) : samples.TimesTransposed(Affine.Rows).AddToRows(Affine.Constants);
            for (var row = 0; row < samples.Rows; row++)
            {
                for (var term = 0; term < Values.Length; term++)
                    scores[row, term / Kept] += Values[term] * projections[row, term] * projections[row, term];
                correct += Exactness.ArgMax(scores.Row(row)) == labels[first + row] ? 1 : 0;
            }
        }

        return correct / (double)data.Count;
    }

    // The one output that reads a hidden unit; null where several do, or none.
    private static int? ReaderOf(Matrix head, int unit)
    {
        int? reader = null;
        for (var output = 0; output < head.Rows; output++)
        {
            if (head[output, unit] == 0)
                continue;
            if (reader is not null)
                return null;
            reader = output;
        }

        return reader;
    }

    private static double[] Shifted(double[] shifts, double[] biases)
    {
        Vectors.AddScaled(shifts, 1, biases);
        return shifts;
    }
}
