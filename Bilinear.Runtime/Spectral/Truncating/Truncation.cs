using Bilinear.Data;
using Bilinear.Spectral.Truncating;
using Bilinear.Training.Loop;

namespace Bilinear.Spectral;

/// <summary>
/// Models of one bilinear layer with few of their directions: each output keeps k of its eigenpairs,
/// ŷ_c = Σ_kept λ_i (v_i·ĥ)² + 2q_c·ĥ + c_c, and its linear and constant part.
/// </summary>
public static class Truncation
{
    /// <summary>What each k = 1 … d would lose, in one pass over the data.</summary>
    /// <param name="data">Labelled with the model's outputs, or with floats: then there is no accuracy.</param>
    /// <exception cref="InvalidOperationException">The spectra are not the whole model: it has more layers, or a norm.</exception>
    /// <exception cref="ArgumentException">The samples have another length, or <see cref="TruncationRule.MeanActivation"/> is asked of spectra that were made without data.</exception>
    public static TruncationCurve Curve(EigenSpectra spectra, TruncationRule rule, DataSet data)
    {
        Check(spectra);
        DataCheck.FitsInput(spectra.Model, data);
        var tally = new CurvePass(spectra, rule, data).Run();
        return new TruncationCurve(rule, tally.LargestOutput, tally.Points(data.Count, spectra.Count, DataCheck.LabelsOf(spectra.Model, spectra.Port!.Value, data) is not null));
    }

    /// <summary>The model that keeps k pairs of every output.</summary>
    /// <exception cref="ArgumentOutOfRangeException">k is not one of 1 … d.</exception>
    /// <inheritdoc cref="Curve"/>
    public static TruncatedModel Cut(EigenSpectra spectra, TruncationRule rule, int k)
    {
        Check(spectra);
        var size = spectra.Forms.Coordinates.Rows;
        return k >= 1 && k <= size
            ? new TruncatedModel(spectra, rule, k)
            : throw new ArgumentOutOfRangeException(nameof(k), k, $"An output has {size} eigenpairs: 1 to {size} of them can be kept.");
    }

    private static void Check(EigenSpectra spectra)
    {
        if (!spectra.IsWholeModel)
            throw new InvalidOperationException($"{spectra.Model.Name} cannot be truncated by `{spectra.Name}`: {spectra.Caveat ?? "it is no output of the model."} Only a model of one bilinear layer between linear ones, without a norm, is the sum of its eigenvectors.");
    }
}
