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

    /// <summary>The output that a difference is taken from <see cref="Class"/>; null for a direction that is no difference of two outputs.</summary>
    public int? Against => Spectrum.Direction.Coefficients.Where(value => value != 0).Order().SequenceEqual([-1, 1]) ? Spectrum.Direction.Coefficients.ToList().IndexOf(-1) : null;

    /// <summary>u·y as the model's forward pass computes it.</summary>
    public required double Value { get; init; }

    /// <summary>u·t of the sample's targets t; null for data whose targets for this output are no numbers.</summary>
    public required double? Target { get; init; }

    /// <summary>The probability of <see cref="Class"/>; NaN where the model has no answers.</summary>
    public required double Probability { get; init; }

    /// <summary>The terms of the kept pairs, the largest |λ(v·ĥ)²| first.</summary>
    public required IReadOnlyList<ExplainedTerm> Terms { get; init; }

    /// <summary>The number of pairs that the spectrum does not keep.</summary>
    public int RestCount => RestTerms.Count;

    /// <summary>The sum of the terms of the pairs that the spectrum does not keep; zero where it keeps all.</summary>
    public double Rest => RestTerms.Sum();

    /// <summary>The terms of the pairs that the spectrum does not keep.</summary>
    internal IReadOnlyList<double> RestTerms { get; init; } = [];

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

    /// <summary>The terms of one sign behind the <see cref="Leading"/> ones, kept or not: how many, their sum, and its share of Σ|λ(v·ĥ)²|.</summary>
    /// <param name="count">How many leading ones are left out.</param>
    public (int Count, double Sum, double Share) Others(int count, bool isPositive)
    {
        double[] all = [.. Terms.Select(term => term.Value), .. RestTerms];
        double[] others = [.. Terms.Select(term => term.Value).Where(IsOfSign).Skip(count), .. RestTerms.Where(IsOfSign)];
        return (others.Length, others.Sum(), others.Length == 0 ? 0 : Math.Abs(others.Sum()) / all.Sum(Math.Abs));

        bool IsOfSign(double value) => isPositive ? value > 0 : value < 0;
    }
}
