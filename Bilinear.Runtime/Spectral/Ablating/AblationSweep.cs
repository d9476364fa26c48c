using Bilinear.Data;

namespace Bilinear.Spectral;

/// <summary>The same eigenvectors taken out of one spectrum, or of several at once: one at a time, then the first, the first two, … together.</summary>
public sealed class AblationSweep
{
    private AblationSweep(AblationStudy study, IReadOnlyList<EigenSpectrum> spectra, IReadOnlyList<int> pairs, bool keepsOnly) =>
        (Study, Spectra, Pairs, KeepsOnly) = (study, spectra, pairs, keepsOnly);

    public AblationStudy Study { get; }

    /// <summary>The spectra that the pairs are taken out of, all at once.</summary>
    public IReadOnlyList<EigenSpectrum> Spectra { get; }

    /// <summary>The pairs' indices among the kept ones of each spectrum, in the order in which they go.</summary>
    public IReadOnlyList<int> Pairs { get; }

    /// <summary>Whether these pairs are what stays; else they are what goes.</summary>
    public bool KeepsOnly { get; }

    /// <summary>The model with nothing taken out.</summary>
    public AblationPoint Whole => Study.Whole;

    /// <summary>Each pair by itself, one point for each.</summary>
    public IReadOnlyList<AblationPoint> Single => [.. Study.Points.Take(Pairs.Count)];

    /// <summary>The first pair, the first two, … all of them.</summary>
    public IReadOnlyList<AblationPoint> Together => [.. Study.Points.Skip(Pairs.Count)];

    /// <summary>The class whose accuracy an ablation changes most; null where it changes none.</summary>
    /// <param name="point">One of this sweep.</param>
    public int? MostChanged(AblationPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        var changes = point.ClassAccuracies.Zip(Whole.ClassAccuracies, (after, before) => double.IsNaN(after) ? 0 : Math.Abs(after - before)).ToArray();
        return changes.Length > 0 && Exactness.ArgMax(changes) is var most && changes[most] > 0 ? most : null;
    }

    /// <summary>Measures all of it in one pass over the data.</summary>
    /// <param name="spectra">The decomposition.</param>
    /// <param name="data">Samples with the targets of the output.</param>
    /// <param name="of">The spectra that the pairs are taken out of: at least one, of the decomposition's outputs or directions.</param>
    /// <param name="pairs">Indices of kept pairs, at least one.</param>
    /// <param name="keepsOnly">Whether all but these pairs are taken out.</param>
    /// <exception cref="InvalidOperationException">The decomposition is only a part of the model.</exception>
    /// <exception cref="ArgumentException">The data do not fit, a spectrum is of another decomposition or named twice, a pair is not there or named twice, or none is named.</exception>
    public static AblationSweep Measure(EigenSpectra spectra, DataSet data, IReadOnlyList<EigenSpectrum> of, IReadOnlyList<int> pairs, bool keepsOnly = false)
    {
        ArgumentNullException.ThrowIfNull(spectra);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(of);
        ArgumentNullException.ThrowIfNull(pairs);
        if (of.Count == 0 || of.Any(spectrum => spectrum is null))
            throw new ArgumentException("There is no spectrum to take eigenvectors out of, or one is null: give at least one.", nameof(of));
        if (pairs.Count == 0)
            throw new ArgumentException("No eigenvector is named, so nothing would be taken out: name at least one.", nameof(pairs));
        Ablation Taking(params int[] some) => of.Select(spectrum => keepsOnly ? spectrum.Only(some) : spectrum.Without(some)).Aggregate((all, next) => all.And(next));
        var study = spectra.Ablate(data, [.. pairs.Select(pair => Taking(pair)), .. pairs.Select((_, last) => Taking([.. pairs.Take(last + 1)]))]);
        return new AblationSweep(study, [.. of], [.. pairs], keepsOnly);
    }
}
