using System.Globalization;
using Bilinear.Cli.Output;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Studies;

/// <summary>What masks do as lines of a name and a value, each mean followed by half the width of its 95 % interval, where it has one.</summary>
internal static class MasksText
{
    public static void Write(MaskCurve curve)
    {
        Score.Write("accuracy", curve[0].Accuracy.Mean);
        foreach (var point in curve.Skip(1))
        {
            foreach (var (name, share) in Shares(point))
            {
                var line = string.Create(CultureInfo.InvariantCulture, $"{name}_{point.Strength:0.000}");
                Score.Write(line, share.Mean);
                if (share.HasInterval)
                    Score.Write($"{line}_margin", share.Margin);
            }
        }
    }

    public static IEnumerable<(string Name, Estimate Share)> Shares(MaskPoint point) =>
        [("masked", point.Accuracy), ("permuted", point.PermutedAccuracy), ("masked_taken", point.Taken), ("permuted_taken", point.PermutedTaken)];
}
