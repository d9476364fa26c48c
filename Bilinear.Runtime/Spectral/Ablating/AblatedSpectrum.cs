using System.Globalization;
using Bilinear.Text;

namespace Bilinear.Spectral;

/// <summary>Eigenvectors taken out of one spectrum.</summary>
/// <param name="Spectrum">The spectrum of an output, or of another direction.</param>
/// <param name="Pairs">Indices among the kept pairs of the spectrum, in the order in which they were named.</param>
/// <param name="KeepsOnly">Whether these pairs are all that stays; else they are what goes. The linear and the constant part stay.</param>
public sealed record AblatedSpectrum(EigenSpectrum Spectrum, IReadOnlyList<int> Pairs, bool KeepsOnly)
{
    /// <summary><c>3 without 0, 2</c>; <c>3 with only 0</c></summary>
    public override string ToString() =>
        $"{Spectrum.Direction.Name} {(KeepsOnly ? "with only" : "without")} {(Pairs.Count == 0 ? "its linear part" : ForeignText.Join(", ", [.. Pairs.Select(pair => pair.ToString(CultureInfo.InvariantCulture))]))}";
}
