using System.Globalization;
using Bilinear.Cli.Commands.Spectra;
using Bilinear.Cli.Output;
using Bilinear.Reports;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Studies;

/// <summary>An ablation for a person: each eigenvector by itself, then together, then every class with all of them gone.</summary>
internal static class AblationText
{
    public static void Write(AblationSweep sweep)
    {
        var hasAnswers = sweep.Study.ClassCounts.Count > 0;
        Console.Out.WriteLine($"{sweep.Study.Spectra.Model.Name} on {sweep.Study.Data.Name}: {(hasAnswers ? $"accuracy {Score.Share(sweep.Whole.Accuracy)}, " : "")}loss {Score.Loss(sweep.Whole.Loss)}");
        Points(sweep, "one at a time", sweep.Single, isSum: false, hasAnswers);
        if (sweep.Pairs.Count > 1)
            Points(sweep, "together", sweep.Together, isSum: true, hasAnswers);
        if (hasAnswers)
            Classes(sweep);
        Console.Out.WriteLine();
        Console.Out.WriteLine(PairNames.Describe(sweep.Study.Spectra));
    }

    private static void Points(AblationSweep sweep, string how, IReadOnlyList<AblationPoint> points, bool isSum, bool hasAnswers)
    {
        Console.Out.WriteLine();
        Console.Out.WriteLine($"{NameOf(sweep)} {(sweep.KeepsOnly ? "with only" : "without")} these, {how} (Δ is from the whole model):");
        var lambda = sweep.Spectra.Count == 1 ? "λ" : "";
        var hasUndecided = points.Any(point => point.Undecided > 0);
        List<string[]> rows = [["", lambda, .. hasAnswers ? ["accuracy", "Δ accuracy"] : Array.Empty<string>(), "loss", "Δ loss", .. hasAnswers ? ["other answers"] : Array.Empty<string>(), .. hasUndecided ? ["undecided"] : Array.Empty<string>(), .. hasAnswers ? ["most changed class"] : Array.Empty<string>()]];
        foreach (var (index, point) in points.Index())
        {
            var pair = sweep.Pairs[index];
            rows.Add([
                string.Create(CultureInfo.InvariantCulture, $"{(!isSum || index == 0 ? "" : "+ ")}pair {pair}"), sweep.Spectra.Count == 1 ? Quantity.Signed(sweep.Spectra[0].Values[pair]) : "",
                .. hasAnswers ? [Score.Share(point.Accuracy), Change(point.Accuracy, sweep.Whole.Accuracy)] : Array.Empty<string>(),
                Score.Loss(point.Loss), Quantity.Signed(point.Loss - sweep.Whole.Loss),
                .. hasAnswers ? [Quantity.Percent(1 - point.Agreement)] : Array.Empty<string>(),
                .. hasUndecided ? [Quantity.Percent(point.Undecided)] : Array.Empty<string>(),
                .. hasAnswers ? [MostChanged(sweep, point)] : Array.Empty<string>(),
            ]);
        }

        Aligned.Write(rows, indent: "  ");
    }

    private static void Classes(AblationSweep sweep)
    {
        var last = sweep.Together[^1];
        Console.Out.WriteLine();
        Console.Out.WriteLine($"every class, {(sweep.KeepsOnly ? "with all of these and no others" : "without all of these")}:");
        List<string[]> rows = [["class", "samples", "whole", "ablated", "Δ accuracy"]];
        foreach (var (label, count) in sweep.Study.ClassCounts.Index().Where(each => each.Item > 0))
        {
            var (whole, ablated) = (sweep.Whole.ClassAccuracies[label], last.ClassAccuracies[label]);
            rows.Add([sweep.Study.Spectra.ClassName(label), string.Create(CultureInfo.InvariantCulture, $"{count}"), Score.Share(whole), Score.Share(ablated), Change(ablated, whole)]);
        }

        Aligned.Write(rows, indent: "  ");
    }

    private static string NameOf(AblationSweep sweep) => sweep.Spectra is [var only] ? PairNames.Of(only, sweep.Study.Spectra) : "every output";

    private static string MostChanged(AblationSweep sweep, AblationPoint point) => sweep.MostChanged(point) is { } most
        ? $"{sweep.Study.Spectra.ClassName(most)}: {Change(point.ClassAccuracies[most], sweep.Whole.ClassAccuracies[most])}"
        : "none";

    private static string Change(double after, double before) => (after - before).ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture);
}
