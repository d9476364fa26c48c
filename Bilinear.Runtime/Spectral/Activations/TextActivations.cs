using Bilinear.Data;

namespace Bilinear.Spectral;

/// <summary>How strongly eigenvectors of a model of texts respond to texts.</summary>
/// <param name="Data">The texts, of which some were read.</param>
/// <param name="Texts">How many were read, evenly spaced.</param>
/// <param name="Positions">How many positions they have, the left out ones aside.</param>
/// <param name="LeavesFirstOut">Whether all of them begin with the same token, at which nothing of a text is known yet: its position is left out.</param>
/// <param name="Layers">For each of the spectra that were asked for.</param>
public sealed record TextActivations(DataSet Data, int Texts, long Positions, bool LeavesFirstOut, IReadOnlyList<LayerActivations> Layers);

/// <summary>How strongly one spectrum responds to texts. Values are along the direction, before the last norm divides them.</summary>
/// <param name="Pairs">For each kept pair.</param>
/// <param name="Most">The places of different texts where all eigenvectors and the linear part together add most, the largest first.</param>
/// <param name="Least">The places where they add least, the smallest first.</param>
public sealed record LayerActivations(IReadOnlyList<PairActivations> Pairs, IReadOnlyList<TextExcerpt> Most, IReadOnlyList<TextExcerpt> Least);

/// <summary>How strongly an eigenvector responds to texts.</summary>
/// <param name="Mean">The mean of λ(v·h)² over all positions.</param>
/// <param name="Most">The places of different texts where (v·h)² is largest, the largest first.</param>
public sealed record PairActivations(double Mean, IReadOnlyList<TextExcerpt> Most);

/// <summary>A piece of a text around a place.</summary>
/// <param name="Text">The number of the text.</param>
/// <param name="First">The position of the piece's first token.</param>
/// <param name="Tokens">The tokens.</param>
/// <param name="Values">What is added at each of them; NaN at one that is left out.</param>
/// <param name="Peak">The place among the tokens that the piece is about.</param>
public sealed record TextExcerpt(int Text, int First, IReadOnlyList<int> Tokens, IReadOnlyList<double> Values, int Peak);
