using Bilinear.Spectral.Eigen;

namespace Bilinear.Spectral.Truncating;

/// <summary>The order in which a rule keeps the pairs of one output: a truncation to k pairs keeps the first k.</summary>
internal static class KeptOrder
{
    /// <summary>Indices into all pairs, whose values ascend.</summary>
    /// <exception cref="ArgumentException">The rule asks for mean activations, and the spectra were made without data.</exception>
    public static int[] Of(EigenSpectra spectra, int output, TruncationRule rule) => rule == TruncationRule.MeanActivation
        ? SpectrumSelection.Select(spectra.Pairs[output].Values, Activations(spectra, output), SpectrumOrder.MeanActivation, keep: null)
        : Of(spectra.Pairs[output].Values, rule);

    /// <summary>The order of a rule that looks at the values alone.</summary>
    /// <param name="values">All eigenvalues, ascending.</param>
    public static int[] Of(IReadOnlyList<double> values, TruncationRule rule) => rule switch
    {
        TruncationRule.Magnitude => SpectrumSelection.Select(values, [], SpectrumOrder.Magnitude, keep: null),
        TruncationRule.Ends => [.. Enumerable.Range(0, values.Count).Select(place => place % 2 == 0 ? values.Count - 1 - (place / 2) : place / 2)],
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "There is no such rule."),
    };

    private static double[] Activations(EigenSpectra spectra, int output) => spectra.SecondMoment is { } moment
        ? SpectraBuilder.MeanActivations(spectra.Pairs[output], moment)
        : throw new ArgumentException($"Mean activations are means over a data set, and `{spectra.Name}` was decomposed without one: pass it to Decompose, mostly the training data.", nameof(spectra));
}
