using Bilinear.Spectral;

namespace Bilinear.Reports.Entries;

/// <summary>
/// Selects the kept pairs that have a picture on the page: all that <c>keep</c> asks for, or, without it, the first of each
/// spectrum, since a page with every vector of a wide layer has tens of megabytes.
/// </summary>
internal sealed class ShownPairs
{
    private const int OfOneSpectrum = 20;
    private const int OfAllSpectra = 400;
    private const int AtLeast = 4;

    private readonly SpectrumOrder _order;
    private readonly int _kept;

    public ShownPairs(EigenSpectra spectra, int spectraShown)
    {
        (_order, _kept) = (spectra.Order, spectra[0].Values.Count);
        Count = spectra.Keep is null ? Math.Min(_kept, Math.Clamp(OfAllSpectra / Math.Max(1, spectraShown), AtLeast, OfOneSpectrum)) : _kept;
    }

    /// <summary>The number of pairs shown of each spectrum.</summary>
    public int Count { get; }

    /// <summary>A sentence on the pairs that are not shown and how to see them; null where all are shown.</summary>
    public string? LeftOut => Count == _kept ? null : $"The decompose block does not say how many eigenvectors an output keeps, so {(_order == SpectrumOrder.Value ? $"the {Count} at the ends of each spectrum" : $"the first {Count}")} of {_kept} are shown: `keep {2 * Count}` in it shows {2 * Count}{(_order == SpectrumOrder.Value ? " from each end" : "")}. A spectra file, as `bmlp decompose` and `Save` write it, holds all of them.";

    /// <summary>The indices of the shown pairs among the kept ones, in the order of the spectrum; in a spectrum sorted by value half of them are from each end.</summary>
    public IEnumerable<int> Of(EigenSpectrum spectrum)
    {
        var kept = spectrum.Values.Count;
        return Enumerable.Range(0, kept).Where(pair => _order == SpectrumOrder.Value ? pair < (Count + 1) / 2 || pair >= kept - (Count / 2) : pair < Count);
    }

    /// <summary>The share of Σ|λ| that the shown pairs hold; every share on the page is this one.</summary>
    public double ShareOf(EigenSpectrum spectrum)
    {
        var all = spectrum.AllValues.Sum(Math.Abs);
        return all == 0 ? 1 : Of(spectrum).Sum(pair => Math.Abs(spectrum.Values[pair])) / all;
    }
}
