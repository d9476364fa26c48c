using Bilinear.Serialization;

namespace Bilinear.Spectral.Eigen;

/// <summary>Spectra as the tensors of a file; each tensor stacks one part of all spectra.</summary>
internal static class EigenTensors
{
    // The gap of an eigenvalue that has no other beside it, which is infinite, is written as the largest float.
    /// <param name="prefix">The prefix of every tensor's name: <c>head.eigen</c>.</param>
    /// <param name="spectra">At least one spectrum, all of one layer and with the same number of kept pairs.</param>
    public static IEnumerable<NamedTensor> Of(string prefix, IReadOnlyList<EigenSpectrum> spectra)
    {
        var (kept, size, length, inputs) = (spectra[0].Values.Count, spectra[0].AllValues.Count, spectra[0].Vectors.Columns, spectra[0].Pictures.Columns);
        yield return Stacked("values", [kept], spectrum => spectrum.Values);
        yield return Stacked("places", [kept], spectrum => [.. spectrum.Places.Select(place => (double)place)]);
        yield return Stacked("vectors", [kept, length], spectrum => spectrum.Vectors.Values);
        yield return Stacked("pictures", [kept, inputs], spectrum => spectrum.Pictures.Values);
        yield return Stacked("gaps", [kept], spectrum => [.. spectrum.Gaps.Select(gap => Math.Min(gap, float.MaxValue))]);
        yield return Stacked("all_values", [size], spectrum => spectrum.AllValues);
        yield return Stacked("linear", [length], spectrum => spectrum.Linear);
        yield return Stacked("constant", [], spectrum => [spectrum.Constant]);
        if (spectra[0].MeanActivations.Count > 0)
            yield return Stacked("mean_activations", [kept], spectrum => spectrum.MeanActivations);

        // The vector of a pair in an eigenspace is arbitrary; the space is not.
        var spaces = spectra.SelectMany((spectrum, place) => spectrum.KeptEigenspaces.Select(space => (Place: place, Space: space))).ToList();
        if (spaces.Count == 0)
            yield break;
        yield return new NamedTensor($"{prefix}.eigenspaces", [spaces.Count, 4], spaces.SelectMany(found => new[] { found.Place, found.Space.First, found.Space.Dimension, (float)found.Space.Value }).ToArray());
        yield return new NamedTensor($"{prefix}.projectors", [spaces.Count, size, size], spaces.SelectMany(found => found.Space.FormProjector().ToSingle()).ToArray());

        NamedTensor Stacked(string name, int[] shape, Func<EigenSpectrum, IReadOnlyList<double>> part) =>
            new($"{prefix}.{name}", [spectra.Count, .. shape], spectra.SelectMany(spectrum => part(spectrum).Select(value => (float)value)).ToArray());
    }
}
