using Bilinear.Cli.Commands.Explaining.Texts;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Spectra.Tokens;

/// <summary>What is shown of a model of texts that is taken apart: its spectra, with so many tokens and pairs of tokens of each end.</summary>
internal sealed record TokenReader(StreamAnalysis Analysis, TokenNames Names, IReadOnlyList<LayerSpectrum> Spectra, int Tokens, int Pairs, IReadOnlyList<int> Among)
{
    public IReadOnlyList<TokenReading> ReadingsOf(LayerSpectrum spectrum, int pair) => Analysis.ReadTokens(spectrum.Branch, [.. spectrum.Pairs.Vectors.Row(pair)], Tokens);

    /// <summary>The tokens at both ends of a direction among the logits.</summary>
    public (IEnumerable<int> Top, IEnumerable<int> Bottom) EndsOf(LayerSpectrum spectrum)
    {
        int[] order = [.. Enumerable.Range(0, spectrum.Direction.Coefficients.Count).OrderByDescending(token => spectrum.Direction.Coefficients[token])];
        return (order.Take(Tokens), order.Reverse().Take(Tokens));
    }

    public IReadOnlyList<TokenPairs> PairsOf(LayerSpectrum spectrum) => Pairs == 0 ? [] : Analysis.TopInteractions(spectrum.Branch, spectrum.Direction, Pairs);

    public IReadOnlyList<TokenTable> TablesOf(LayerSpectrum spectrum) => Among.Count == 0 ? [] : Analysis.Interactions(spectrum.Branch, spectrum.Direction, Among);
}
