using Bilinear.Cli.Output;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Spectra.Truncating;

/// <summary>What a truncation loses on test data, as lines of a name and a value; the bounds hold without looking at the whole model's outputs.</summary>
internal static class TruncationText
{
    private const string Digits = "G4";

    public static void Write(TruncationCurve curve, TruncationPoint point)
    {
        if (!double.IsNaN(point.Accuracy))
        {
            Score.Write("accuracy", point.Accuracy);
            Score.Write("agreement", point.Agreement);
            Score.Write("certified_agreement", point.CertifiedShare);
        }

        Score.Write("largest_error", point.Error.Largest, Digits);
        Score.Write("certified_error", point.Certified.Largest, Digits);
        Score.Write("loose_error", point.Loose.Largest, Digits);
        Score.Write("largest_output", curve.LargestOutput, Digits);
    }
}
