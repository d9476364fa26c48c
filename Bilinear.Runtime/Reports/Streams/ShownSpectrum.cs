using Bilinear.Reports.Files;
using Bilinear.Reports.Texts;
using Bilinear.Spectral;
using Bilinear.Spectral.Activations;
using Bilinear.Spectral.Eigen;

namespace Bilinear.Reports.Streams;

/// <summary>A spectrum with what a page shows of it. A vector is read in tokens once, however often the page is laid out.</summary>
internal sealed class ShownSpectrum
{
    private const int TokensOfVector = 5;

    private readonly Lazy<IReadOnlyList<TokenReading>>[] _readings;
    private readonly Lazy<(double[] Symmetric, double[] Layer)> _random;

    /// <param name="number">Its place among the spectra of its layer.</param>
    public ShownSpectrum(StreamAnalysis analysis, LayerSpectrum spectrum, LayerActivations? activations, int number, RandomSpectra random)
    {
        (Spectrum, Activations) = (spectrum, activations);
        Name = $"{spectrum.Layer}: {spectrum.Direction.Name}";
        File = FormattableString.Invariant($"{FigureFiles.Stem(spectrum.Layer)}.{number + 1}");
        Units = analysis.UnitsOf(spectrum.Branch);
        _readings = [.. Enumerable.Range(0, spectrum.Pairs.Values.Count).Select(pair => new Lazy<IReadOnlyList<TokenReading>>(() =>
            [.. LeadingMaps.Of(analysis.ReadTokens(spectrum.Branch, spectrum.Pairs.Vectors.Row(pair).ToArray(), TokensOfVector))]))];
        _random = new(() => (random.Symmetric(Size), random.Layer(Size, Units)));
    }

    public LayerSpectrum Spectrum { get; }

    public LayerActivations? Activations { get; }

    public string Name { get; }

    /// <summary>What the names of its files begin with, and its anchor.</summary>
    public string File { get; }

    /// <summary>d, the number of eigenvalues.</summary>
    public int Size => Spectrum.AllValues.Count;

    /// <summary>m, the hidden units of the layer.</summary>
    public int Units { get; }

    /// <summary>The eigenvalues of a random symmetric matrix, and of a layer of these sizes with random weights.</summary>
    public (double[] Symmetric, double[] Layer) Random => _random.Value;

    /// <summary>The effective rank of a random symmetric matrix of this size.</summary>
    public double RandomRank => RankOf(Random.Symmetric);

    /// <summary>The effective rank of a layer of these sizes with random weights.</summary>
    public double RandomLayerRank => RankOf(Random.Layer);

    /// <summary>A kept vector in tokens.</summary>
    public IReadOnlyList<TokenReading> ReadingsOf(int pair) => _readings[pair].Value;

    // That of a very large matrix is as large a part of its size.
    private double RankOf(double[] values) => Concentration.EffectiveCount(values) * Size / values.Length;
}
