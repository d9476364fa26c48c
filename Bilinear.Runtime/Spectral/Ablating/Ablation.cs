namespace Bilinear.Spectral;

/// <summary>
/// Names eigenvectors that are taken out of a model: <c>spectra.Head[3].Without(0, 2)</c>, and of several spectra at once
/// <c>….And(spectra.Head[5].Only(1))</c>. It changes nothing; <see cref="EigenSpectra.Ablate"/> measures what it would.
/// </summary>
public sealed class Ablation
{
    private Ablation(IReadOnlyList<AblatedSpectrum> parts) => Parts = parts;

    /// <summary>At least one, each of another direction.</summary>
    public IReadOnlyList<AblatedSpectrum> Parts { get; }

    /// <summary>Both ablations at once.</summary>
    /// <exception cref="ArgumentException">Both take something out of one spectrum.</exception>
    public Ablation And(Ablation other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Parts.FirstOrDefault(part => Parts.Any(own => own.Spectrum == part.Spectrum)) is { } twice
            ? throw new ArgumentException($"Both ablations take eigenvectors out of `{twice.Spectrum.Direction.Name}`: name all of them in one.", nameof(other))
            : new Ablation([.. Parts, .. other.Parts]);
    }

    /// <summary><c>3 without 0, 2; 5 with only 1</c></summary>
    public override string ToString() => string.Join("; ", Parts);

    /// <exception cref="ArgumentException">A pair is not there, or is named twice; or none is named, and nothing would go.</exception>
    internal static Ablation Of(EigenSpectrum spectrum, int[] pairs, bool keepsOnly)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        if (pairs.Length == 0 && !keepsOnly)
            throw new ArgumentException($"No eigenvector of `{spectrum.Direction.Name}` is named, so nothing would be taken out: name at least one.", nameof(pairs));
        foreach (var pair in pairs)
            spectrum.Check(pair, nameof(pairs));
        return pairs.GroupBy(pair => pair).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw new ArgumentException($"The eigenvector {twice.Key} of `{spectrum.Direction.Name}` is named twice: name each once.", nameof(pairs))
            : new Ablation([new AblatedSpectrum(spectrum, [.. pairs], keepsOnly)]);
    }
}
