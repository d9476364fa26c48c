using Bilinear.Data;
using Bilinear.Spectral.Truncating;
using Bilinear.Training.Loop;

namespace Bilinear.Spectral;

/// <summary>
/// Truncates models of one bilinear layer: each output keeps k of its eigenpairs and its linear and constant part,
/// ŷ_c = Σ_kept λ_i (v_i·ĥ)² + 2q_c·ĥ + c_c.
/// </summary>
public static class Truncation
{
    /// <summary>Measures the loss of each k = 1 … d in one pass over the data.</summary>
    /// <param name="spectra">The spectra of the whole model.</param>
    /// <param name="rule">The rule that says which pairs are kept.</param>
    /// <param name="data">Samples with labels; without labels the points have no accuracy.</param>
    /// <exception cref="InvalidOperationException">The spectra are not the whole model: it has more layers, or a norm.</exception>
    /// <exception cref="ArgumentException">The samples have another length, or <see cref="TruncationRule.MeanActivation"/> is asked of spectra that were made without data.</exception>
    public static TruncationCurve Curve(EigenSpectra spectra, TruncationRule rule, DataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        Check(spectra);
        DataCheck.FitsInput(spectra.Model, data);
        using var entered = spectra.Workers.Enter();
        var labels = DataCheck.LabelsOf(spectra.Model, spectra.Port!.Value, data);
        var tally = new CurvePass(spectra, rule, data, labels).Run();
        return new TruncationCurve(rule, tally.LargestOutput, tally.Points(data.Count, spectra.Count, labels is not null));
    }

    /// <summary>Makes the model that keeps k pairs of every output.</summary>
    /// <param name="k">The number of pairs per output.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is not one of 1 … d.</exception>
    /// <inheritdoc cref="Curve"/>
    public static TruncatedModel Cut(EigenSpectra spectra, TruncationRule rule, int k)
    {
        Check(spectra);
        using var entered = spectra.Workers.Enter();
        var size = spectra.Coordinates.Rows;
        return k >= 1 && k <= size
            ? new TruncatedModel(spectra, rule, k)
            : throw new ArgumentOutOfRangeException(nameof(k), k, $"An output has {size} eigenpairs: 1 to {size} of them can be kept.");
    }

    /// <summary>What a truncation keeps, in the model's input.</summary>
    /// <inheritdoc cref="Cut"/>
    internal static KeptTerms Terms(EigenSpectra spectra, TruncationRule rule, int k)
    {
        Check(spectra);
        using var entered = spectra.Workers.Enter();
        return KeptTerms.Of(spectra, rule, k);
    }

    /// <summary>The largest |λ| that is dropped, for each output; 0 where nothing is.</summary>
    internal static IReadOnlyList<double> LargestDropped(EigenSpectra spectra, TruncationRule rule, int k) =>
        [.. Enumerable.Range(0, spectra.Count).Select(output => new OrderedPairs(spectra, output, rule)).Select(pairs => Math.Max(pairs.Upper[k], -pairs.Lower[k]))];

    private static void Check(EigenSpectra spectra)
    {
        ArgumentNullException.ThrowIfNull(spectra);
        if (!spectra.IsWholeModel)
            throw new InvalidOperationException($"{spectra.Model.Name} cannot be truncated by `{spectra.Name}`: {spectra.Caveat ?? "it is no output of the model."} Only a model of one bilinear layer between linear ones, without a norm, is the sum of its eigenvectors.");
    }
}
