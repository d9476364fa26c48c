using Bilinear.Cli.Commands.Explaining.Texts;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Spectra.Tokens;

/// <summary>What is shown of a model of texts that is taken apart: its spectra, with so many tokens and pairs of tokens of each end.</summary>
internal sealed record TokenReader(StreamAnalysis Analysis, TokenNames Names, IReadOnlyList<TokenSpectrum> Spectra, int Tokens, int Pairs, IReadOnlyList<int> Among)
{
    public IReadOnlyList<TokenReading> ReadingsOf(TokenSpectrum spectrum, int pair) => Analysis.ReadTokens(spectrum.Branch, [.. spectrum.Pairs.Vectors.Row(pair)], Tokens);

    /// <summary>The tokens at both ends of a direction among the logits.</summary>
    public (IEnumerable<int> Top, IEnumerable<int> Bottom) EndsOf(TokenSpectrum spectrum)
    {
        int[] order = [.. Enumerable.Range(0, spectrum.Direction.Coefficients.Count).OrderByDescending(token => spectrum.Direction.Coefficients[token])];
        return (order.Take(Tokens), order.Reverse().Take(Tokens));
    }

    public IReadOnlyList<TokenPairs> PairsOf(TokenSpectrum spectrum) => Pairs == 0 ? [] : Analysis.TopInteractions(spectrum.Branch, spectrum.Direction, Pairs);

    public IReadOnlyList<TokenTable> TablesOf(TokenSpectrum spectrum) => Among.Count == 0 ? [] : Analysis.Interactions(spectrum.Branch, spectrum.Direction, Among);
}
