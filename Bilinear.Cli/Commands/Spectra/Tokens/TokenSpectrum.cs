using Bilinear.Linalg;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Spectra.Tokens;

/// <summary>A bilinear layer along one direction among the logits, or a singular triplet of it, whose eigenvectors are read in tokens.</summary>
/// <param name="Layer">The path of the layer.</param>
/// <param name="Branch">The layer's place among the branches.</param>
/// <param name="Direction">The direction; of a triplet its left factor.</param>
/// <param name="Sigma">σ of a triplet; null for a direction of the program.</param>
/// <param name="Pairs">The eigenpairs that are kept, in their order.</param>
/// <param name="Count">How many there are.</param>
internal sealed record TokenSpectrum(string Layer, int Branch, Direction Direction, double? Sigma, EigenPairs Pairs, int Count)
{
    /// <summary>The words that name it: <c>eigen stack.3.down " girl" - " boy"</c>.</summary>
    public string Name => Sigma is null ? $"eigen {Layer} {Direction.Name}" : $"svd {Layer} {Direction.Name}";
}
