using Bilinear.Linalg;
using Bilinear.Spectral.Truncating;
using Bilinear.Spectral.Units;

namespace Bilinear.Spectral.Saved;

/// <summary>What a truncation of spectra keeps that were read from a file, which has some of their pairs only.</summary>
internal static class SavedTerms
{
    /// <summary>The rule that goes with the order in which the file has its pairs.</summary>
    public static TruncationRule RuleOf(SpectrumOrder order) => order switch
    {
        SpectrumOrder.Value => TruncationRule.Ends,
        SpectrumOrder.MeanActivation => TruncationRule.MeanActivation,
        _ => TruncationRule.Magnitude,
    };

    /// <summary>Null where the file lacks a pair that the rule keeps.</summary>
    public static KeptTerms? Of(EigenSpectra spectra, TruncationRule rule, int kept)
    {
        var (values, shifts) = (new double[spectra.Count * kept], new double[spectra.Count * kept]);
        var rows = new Matrix(values.Length, spectra.Coordinates.Columns);
        var affine = new AffineUnits(new Matrix(spectra.Count, rows.Columns), new double[spectra.Count]);
        for (var output = 0; output < spectra.Count; output++)
        {
            var spectrum = spectra[output];
            if (Chosen(spectra, spectrum, rule, kept) is not { } chosen)
                return null;
            for (var index = 0; index < kept; index++)
            {
                var term = (output * kept) + index;
                values[term] = spectrum.Values[chosen[index]];
                shifts[term] = Shift(spectra, spectrum.Vectors.Row(chosen[index]));
                spectrum.Pictures.Row(chosen[index]).CopyTo(rows.MutableRow(term));
            }

            var (linear, constant) = spectra.AffineInInput(spectrum);
            affine.Add(output, 1, linear, constant);
        }

        return new KeptTerms(spectra.Count, values, rows, shifts, affine.IsZero ? null : affine);
    }

    /// <summary>The largest |λ| that is dropped, for each output.</summary>
    public static IReadOnlyList<double> LargestDropped(EigenSpectra spectra, TruncationRule rule, int kept) => [.. spectra.Select(spectrum =>
    {
        var places = Chosen(spectra, spectrum, rule, kept)!.Select(index => spectrum.Places[index]).ToHashSet();
        return spectrum.AllValues.Where((_, place) => !places.Contains(place)).Select(Math.Abs).DefaultIfEmpty().Max();
    })];

    // Indices among the spectrum's pairs, in the order of the rule.
    private static int[]? Chosen(EigenSpectra spectra, EigenSpectrum spectrum, TruncationRule rule, int kept)
    {
        var there = spectrum.Places.Index().ToDictionary(place => place.Item, place => place.Index);
        if (rule == TruncationRule.MeanActivation)
        {
            var isOrdered = spectra.Order == SpectrumOrder.MeanActivation;
            if (kept > there.Count || spectrum.MeanActivations.Count == 0 || (!isOrdered && there.Count < spectrum.AllValues.Count))
                return null;
            return [.. Enumerable.Range(0, there.Count).OrderByDescending(index => Math.Abs(spectrum.MeanActivations[index])).Take(kept)];
        }

        int[] chosen = [.. KeptOrder.Of(spectrum.AllValues, rule).Take(kept).Select(place => there.GetValueOrDefault(place, -1))];
        return chosen.Length < kept || chosen.Contains(-1) ? null : chosen;
    }

    // v·a with ĥ = Ax + a; in the input basis a vector is over x itself, with the coordinate of an appended 1 behind it.
    private static double Shift(EigenSpectra spectra, ReadOnlySpan<double> vector) => (spectra.Basis, spectra.Bias) switch
    {
        (SpectrumBasis.Latent, _) => Vectors.Dot(vector, spectra.Offset),
        (_, BiasTreatment.Append) => vector[^1],
        _ => 0,
    };
}
