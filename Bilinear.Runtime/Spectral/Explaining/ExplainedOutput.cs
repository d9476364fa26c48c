namespace Bilinear.Spectral;

/// <summary>An output, or another direction u among the outputs, taken apart for one sample: u·y = Σ λ(v·ĥ)² + 2q·ĥ + c.</summary>
public sealed class ExplainedOutput
{
    internal ExplainedOutput(EigenSpectrum spectrum) => Spectrum = spectrum;

    /// <summary>The spectrum that the terms are of; <see cref="ExplainedTerm.Pair"/> counts its kept pairs.</summary>
    public EigenSpectrum Spectrum { get; }

    /// <summary>The name of the direction; that of a single output is its number.</summary>
    public string Name => Spectrum.Direction.Name;

    /// <summary>The class whose probability the causal checks follow: the output itself, or the first one with the largest coefficient of a direction.</summary>
    public required int Class { get; init; }

    /// <summary>u·y as the model's forward pass computes it.</summary>
    public required double Value { get; init; }

    /// <summary>The probability of <see cref="Class"/>; NaN where the model has no answers.</summary>
    public required double Probability { get; init; }

    /// <summary>The terms of the kept pairs, the largest |λ(v·ĥ)²| first.</summary>
    public required IReadOnlyList<ExplainedTerm> Terms { get; init; }

    /// <summary>The number of pairs that the spectrum does not keep.</summary>
    public required int RestCount { get; init; }

    /// <summary>The sum of the terms of the pairs that the spectrum does not keep; zero where it keeps all.</summary>
    public required double Rest { get; init; }

    /// <summary>2q·ĥ, the linear part; zero where a bias is appended, whose part is in the terms.</summary>
    public required double Linear { get; init; }

    /// <summary>c, the constant part.</summary>
    public double Constant => Spectrum.Constant;

    /// <summary>The sum of all of it, in double: <see cref="Value"/> but for rounding to float.</summary>
    public double Sum => Terms.Sum(term => term.Value) + Rest + Linear + Constant;

    /// <summary>The terms that speak for the output (λ above zero), or against it, the largest first.</summary>
    /// <param name="count">How many at most.</param>
    public IEnumerable<ExplainedTerm> Leading(int count, bool isPositive) =>
        Terms.Where(term => isPositive ? term.Value > 0 : term.Value < 0).Take(count);
}
