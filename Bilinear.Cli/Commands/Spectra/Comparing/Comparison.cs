using Bilinear.Cli.Output;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Spectra.Comparing;

/// <summary>How alike models are: each pair of them as a whole, and their eigenvectors in the mean over all pairs.</summary>
/// <param name="Files">The files of weights.</param>
/// <param name="Output">The one row that is compared; null for all.</param>
/// <param name="Keep">How many eigenvectors of each sign are matched.</param>
internal sealed record Comparison(IReadOnlyList<string> Files, IReadOnlyList<ComparedPair> Pairs, EigenvectorMatches Matches, int? Output, int Keep)
{
    /// <summary>The best match of the first, second, … eigenvector of a sign, in the mean over outputs and pairs of models.</summary>
    public IReadOnlyList<double> OfSign(bool isPositive) =>
    [
        .. Matches.Where(match => match.IsPositive == isPositive && match.Rank <= Keep && (Output is null || match.Output == Output))
            .GroupBy(match => match.Rank).OrderBy(rank => rank.Key).Select(rank => Cosine(rank.Average(match => match.Cosine))),
    ];

    /// <exception cref="InputException">It is none.</exception>
    public static double Cosine(double value) => double.IsNaN(value)
        ? throw new InputException("Nothing can be like a model that is zero: one of those compared has no interaction at all, or none in that output.")
        : value;
}

/// <summary>Two models, by their number among the files.</summary>
internal readonly record struct ComparedPair(int Left, int Right, double Frobenius, double Gaussian);
