using System.Globalization;
using Bilinear.Cli.Output;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Studies;

/// <summary>CP fits as lines of a name and a value: the best one, how the seeds agree, and how the best one does as a model.</summary>
internal static class CpText
{
    private const string Digits = "G4";

    public static void Write(IReadOnlyList<CpDecomposition> fits, CpDecomposition best, CpScore? score)
    {
        Score.Write("cosine", best.Cosine);
        Score.Write("steps", best.Steps, "F0");
        if (CpAgreement.Of(fits) is { } agreement)
        {
            foreach (var fit in fits)
                Score.Write(string.Create(CultureInfo.InvariantCulture, $"cosine.seed_{fit.Seed}"), fit.Cosine);
            Score.Write("between_fits", agreement.BetweenFits);
            Score.Write("matched_mean", agreement.Mean);
            Score.Write("matched_median", agreement.Median);
            Score.Write("matched_above_0.9", agreement.Above);
        }

        if (score is not { } measured)
            return;
        if (!double.IsNaN(measured.Accuracy))
        {
            Score.Write("accuracy", measured.Accuracy);
            Score.Write("model_accuracy", measured.ModelAccuracy);
            Score.Write("agreement", measured.Agreement);
        }

        Score.Write("largest_error", measured.LargestError, Digits);
        Score.Write("largest_output", measured.LargestOutput, Digits);
    }
}
