namespace Bilinear.Spectral;

/// <summary>A change of the input that moves one eigenvector's projection and leaves those of the others where they are.</summary>
/// <param name="Output">The output that the eigenvector belongs to, which the mask aims at.</param>
/// <param name="Rank">The eigenvector's rank among the positive ones of its output, from 1.</param>
/// <param name="Value">λ.</param>
/// <param name="Eigenvector">v seen in the input.</param>
/// <param name="Values">The mask, with a standard deviation of 1 over its pixels, and zero at all others.</param>
/// <param name="Permuted">The same numbers in another order, at the same pixels.</param>
public sealed record AdversarialMask(int Output, int Rank, double Value, IReadOnlyList<double> Eigenvector, IReadOnlyList<double> Values, IReadOnlyList<double> Permuted)
{
    /// <summary><c>largest</c>, <c>2nd largest</c>: of the positive eigenvalues of an output, the one of this rank, from 1.</summary>
    internal static string Ranked(int rank) => rank == 1 ? "largest" : $"{rank}{(rank % 100 is 11 or 12 or 13 ? "th" : (rank % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" })} largest";
}
