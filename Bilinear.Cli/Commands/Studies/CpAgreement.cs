using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Studies;

/// <summary>How alike fits from several seeds are: over all pairs of them, as wholes and component by component after matching.</summary>
/// <param name="BetweenFits">The mean cosine between whole fits.</param>
/// <param name="Mean">The mean cosine between matched components.</param>
/// <param name="Above">The share of matched components whose cosine is above 0.9.</param>
internal readonly record struct CpAgreement(double BetweenFits, double Mean, double Median, double Above)
{
    private const double Same = 0.9;

    /// <returns>Null for a single fit.</returns>
    public static CpAgreement? Of(IReadOnlyList<CpDecomposition> fits)
    {
        if (fits.Count < 2)
            return null;
        List<(CpDecomposition Left, CpDecomposition Right)> pairs = [.. fits.SelectMany((left, index) => fits.Skip(index + 1).Select(right => (left, right)))];
        List<double> matched = [.. pairs.SelectMany(pair => pair.Left.Match(pair.Right))];
        return new CpAgreement(
            pairs.Average(pair => pair.Left.CosineTo(pair.Right)),
            matched.Average(),
            matched.Order().ElementAt(matched.Count / 2),
            matched.Count(cosine => cosine > Same) / (double)matched.Count);
    }
}
