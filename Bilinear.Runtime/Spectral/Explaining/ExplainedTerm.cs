namespace Bilinear.Spectral;

/// <summary>One eigenpair's part in an output for one sample.</summary>
/// <param name="Pair">The pair's index among the kept ones of its spectrum.</param>
/// <param name="Eigenvalue">λ.</param>
/// <param name="Projection">v·ĥ.</param>
/// <param name="Value">The term λ(v·ĥ)², in the output's units.</param>
/// <param name="Share">|λ(v·ĥ)²| over the sum of it over all pairs, kept or not; zero where every term is.</param>
/// <param name="Without">What the model would answer without the term; null for an output that has no answers, as under mean squared error.</param>
public sealed record ExplainedTerm(int Pair, double Eigenvalue, double Projection, double Value, double Share, CausalCheck? Without);
