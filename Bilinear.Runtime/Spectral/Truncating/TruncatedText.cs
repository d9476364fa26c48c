using System.Globalization;
using Bilinear.Spectral.Units;
using Bilinear.Training;

namespace Bilinear.Spectral.Truncating;

/// <summary>What the program of a truncated model says of it.</summary>
internal static class TruncatedText
{
    /// <param name="kept">The number of pairs per output.</param>
    public static UnitText Of(ModelDescription model, int port, TruncationRule rule, int kept, int units, bool hasBias) => new(
        model, port, string.Create(CultureInfo.InvariantCulture, $"Top{kept}"), $"with {Rule(rule, kept)}", Order(rule), rule == TruncationRule.Ends ? (kept + 1) / 2 : kept, units, hasBias);

    /// <summary>A clause that says what is kept.</summary>
    public static string Rule(TruncationRule rule, int kept) => string.Create(CultureInfo.InvariantCulture, $"{(kept == 1 ? "1 eigenvector" : $"{kept} eigenvectors")} per output, {rule switch
    {
        TruncationRule.Magnitude => "of largest |eigenvalue|",
        TruncationRule.Ends => "half of them from each end of the spectrum",
        _ => "of largest mean activation",
    }}");

    private static SpectrumOrder Order(TruncationRule rule) => rule switch
    {
        TruncationRule.Magnitude => SpectrumOrder.Magnitude,
        TruncationRule.Ends => SpectrumOrder.Value,
        _ => SpectrumOrder.MeanActivation,
    };
}
