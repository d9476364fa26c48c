using Bilinear.Linalg;

namespace Bilinear.Spectral.Comparing;

/// <summary>Finds for each eigenvector the most similar one of another model.</summary>
internal static class EigenvectorMatching
{
    public static IEnumerable<EigenvectorMatch> Of(EigenSpectra left, EigenSpectra right)
    {
        Check(left, right);
        return Enumerable.Range(0, left.Count).SelectMany(output => new[] { true, false }.SelectMany(isPositive =>
            OfSign(left[output], right[output], isPositive)));
    }

    private static void Check(EigenSpectra left, EigenSpectra right)
    {
        foreach (var spectra in new[] { left, right })
        {
            if (!spectra.IsWholeModel)
                throw new InvalidOperationException($"The eigenvectors of `{spectra.Name}` of {spectra.Model.Name} cannot be compared in its input: {spectra.Caveat ?? "they are not of the model's output."}");
        }

        if (left.Basis != right.Basis)
            throw new ArgumentException($"Eigenvectors of the {left.Basis} basis are not those of the {right.Basis} basis: decompose both models in one.", nameof(right));
        if (left.Count != right.Count || left[0].Pictures.Columns != right[0].Pictures.Columns)
            throw new ArgumentException($"{left.Model.Name} has {left[0].Pictures.Columns} inputs and {left.Count} outputs, and {right.Model.Name} {right[0].Pictures.Columns} and {right.Count}: only models of the same can be compared.", nameof(right));
    }

    private static IEnumerable<EigenvectorMatch> OfSign(EigenSpectrum left, EigenSpectrum right, bool isPositive)
    {
        var (ours, theirs) = (Ranked(left, isPositive), Ranked(right, isPositive));
        var cosines = Directions(left, ours).TimesTransposed(Directions(right, theirs));
        for (var rank = 0; rank < ours.Length; rank++)
        {
            var best = -1;
            for (var candidate = 0; candidate < theirs.Length; candidate++)
            {
                var isItself = ReferenceEquals(left, right) && candidate == rank;
                if (!isItself && (best < 0 || Math.Abs(cosines[rank, candidate]) > Math.Abs(cosines[rank, best])))
                    best = candidate;
            }

            if (best >= 0)
                yield return new EigenvectorMatch(left.Output, isPositive, rank + 1, ours[rank], theirs[best], Math.Min(1, Math.Abs(cosines[rank, best])));
        }
    }

    // The kept pairs of one sign, largest |λ| first.
    private static int[] Ranked(EigenSpectrum spectrum, bool isPositive) =>
        [.. Enumerable.Range(0, spectrum.Values.Count).Where(pair => isPositive ? spectrum.Values[pair] > 0 : spectrum.Values[pair] < 0).OrderByDescending(pair => Math.Abs(spectrum.Values[pair]))];

    // Pictures of length 1; one of zeros, which the input cannot reach, stays so and is like none.
    private static Matrix Directions(EigenSpectrum spectrum, int[] pairs)
    {
        var directions = new Matrix(pairs.Length, spectrum.Pictures.Columns);
        for (var row = 0; row < pairs.Length; row++)
        {
            var picture = spectrum.Pictures.Row(pairs[row]);
            var norm = Vectors.Norm(picture);
            if (norm > 0)
                Vectors.AddScaled(directions.MutableRow(row), 1 / norm, picture);
        }

        return directions;
    }
}
