using System.Collections;

namespace Bilinear.Spectral;

/// <summary>What one eigenvector is most like in another model.</summary>
/// <param name="Output">Of both.</param>
/// <param name="IsPositive">The sign of both λ.</param>
/// <param name="Rank">Its place by |λ| among the kept ones of its output and sign, from 1.</param>
/// <param name="Pair">Its index in the spectrum.</param>
/// <param name="MatchedPair">The other one's index in its spectrum.</param>
/// <param name="Cosine">|cosine| of the two as the input sees them.</param>
public readonly record struct EigenvectorMatch(int Output, bool IsPositive, int Rank, int Pair, int MatchedPair, double Cosine);

/// <summary>Best matches, of one pair of models or of many.</summary>
public sealed class EigenvectorMatches : IReadOnlyList<EigenvectorMatch>
{
    private readonly EigenvectorMatch[] _matches;

    internal EigenvectorMatches(EigenvectorMatch[] matches, SpectrumBasis basis) => (_matches, Basis) = (matches, basis);

    public SpectrumBasis Basis { get; }

    /// <summary>What the numbers are, in a sentence that belongs beside them.</summary>
    public string Rule =>
        $"positive_1 is how alike the first eigenvectors of positive eigenvalue are, 1 for one direction: the largest |cosine| between an eigenvector of one model and those of another, within one output and one sign of the eigenvalue, among those kept, in the {(Basis == SpectrumBasis.Latent ? "latent basis, seen in the input" : "input basis")}.";

    public int Count => _matches.Length;

    public EigenvectorMatch this[int index] => _matches[index];

    /// <summary>The mean |cosine| over outputs and pairs of models.</summary>
    /// <param name="rank">From 1.</param>
    /// <returns>NaN where there is no such eigenvector.</returns>
    public double Mean(bool isPositive, int rank) =>
        _matches.Where(match => match.IsPositive == isPositive && match.Rank == rank).Select(match => match.Cosine).DefaultIfEmpty(double.NaN).Average();

    public IEnumerator<EigenvectorMatch> GetEnumerator() => _matches.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
