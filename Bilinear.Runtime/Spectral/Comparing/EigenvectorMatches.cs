using System.Collections;

namespace Bilinear.Spectral;

/// <summary>An eigenvector and the most similar one of another model.</summary>
/// <param name="Output">The output of both eigenvectors.</param>
/// <param name="IsPositive">Whether both eigenvalues are positive; otherwise both are negative.</param>
/// <param name="Rank">The eigenvector's rank by |λ| among the kept ones of its output and sign, from 1.</param>
/// <param name="Pair">The eigenvector's index in its spectrum.</param>
/// <param name="MatchedPair">The index of the most similar one in its own spectrum.</param>
/// <param name="Cosine">|cosine| of the two as seen in the input.</param>
public readonly record struct EigenvectorMatch(int Output, bool IsPositive, int Rank, int Pair, int MatchedPair, double Cosine);

/// <summary>The best matches of eigenvectors between two models, or between many.</summary>
public sealed class EigenvectorMatches : IReadOnlyList<EigenvectorMatch>
{
    private readonly EigenvectorMatch[] _matches;

    internal EigenvectorMatches(EigenvectorMatch[] matches, SpectrumBasis basis) => (_matches, Basis) = (matches, basis);

    public SpectrumBasis Basis { get; }

    /// <summary>A sentence that says how the numbers were measured, to be shown beside them.</summary>
    public string Rule =>
        $"positive_1 is how alike the first eigenvectors of positive eigenvalue are, 1 for one direction: the largest |cosine| between an eigenvector of one model and those of another, within one output and one sign of the eigenvalue, among those kept, in the {(Basis == SpectrumBasis.Latent ? "latent basis, seen in the input" : "input basis")}.";

    public int Count => _matches.Length;

    /// <exception cref="ArgumentOutOfRangeException">There is no such match.</exception>
    public EigenvectorMatch this[int index] => index >= 0 && index < Count
        ? _matches[index]
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"There is no match {index}: there are {Count}, counted from 0.");

    /// <summary>The mean |cosine| over outputs and pairs of models.</summary>
    /// <param name="isPositive">Whether positive or negative eigenvalues are meant.</param>
    /// <param name="rank">The rank by |λ|, from 1.</param>
    /// <returns>NaN where there is no such eigenvector.</returns>
    public double Mean(bool isPositive, int rank) =>
        _matches.Where(match => match.IsPositive == isPositive && match.Rank == rank).Select(match => match.Cosine).DefaultIfEmpty(double.NaN).Average();

    public IEnumerator<EigenvectorMatch> GetEnumerator() => _matches.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
