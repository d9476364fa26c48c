using Bilinear.Reports;
using Bilinear.Spectral;

namespace Examples.Paper.Parts;

/// <summary>Figure 3: accuracy over the number of eigenvectors that each digit keeps.</summary>
internal sealed record TruncationPart() : Part("truncation", "Truncation", "A few eigenvectors for each digit are enough: with 10 the accuracy is that of the model but for a point, with 20 but for a tenth (figure 3).")
{
    private static readonly (TruncationRule Rule, string Name)[] Rules =
        [(TruncationRule.Magnitude, "by |λ|"), (TruncationRule.MeanActivation, "by mean activation"), (TruncationRule.Ends, "half from each end")];

    private static readonly int[] Counts = [5, 10, 15, 20];

    public override IEnumerable<Run> Runs(Study study) => study.Sizes.SelectMany(size => study.Seeds.Select(seed => study.Classifier(size, seed)));

    public override IEnumerable<Finding> Write(Study study, Sheet sheet)
    {
        foreach (var size in study.Sizes)
        {
            int[] kept = [.. Enumerable.Range(1, Math.Min(25, size))];
            sheet.Curves(
                $"accuracy over eigenvectors, {size} hidden units",
                $"Accuracy on MNIST over the number of eigenvectors that each digit keeps, {size} hidden units, {study.Seeds.Count} seeds.", "eigenvectors of each digit", [.. kept.Select(k => (double)k)],
                [.. Rules.Select(rule => new StudyCurve(rule.Name, [.. kept.Select(k => Estimate.Of(study.OverSeeds(seed => Curve(study, size, seed, rule.Rule).Keeping(k).Accuracy)))]))]);
        }

        sheet.Table("sizes", "hidden units", ["accuracy, %", "effective rank", .. Counts.Select(k => $"lost with {k}, points")],
            [.. study.Sizes.Select(size => ($"{size}", (IReadOnlyList<IReadOnlyList<double>>)[
                study.OverSeeds(seed => 100 * study.Evaluate(study.Classifier(size, seed), study.Mnist.Test).Accuracy),
                study.OverSeeds(seed => study.EffectiveRank(study.Classifier(size, seed))),
                .. Counts.Select(k => k > size ? [] : study.OverSeeds(seed => Lost(study, size, seed, k))),
            ]))]);

        foreach (var (kept, most) in new[] { (10, 0.9), (15, 0.2), (20, 0.12) })
        {
            yield return Finding.Within(
                $"accuracy lost with {kept} eigenvectors of each digit by |λ|, points", study.OverSeeds(seed => Lost(study, study.Shown, seed, Math.Min(kept, study.Shown))), double.NegativeInfinity, most, FormattableString.Invariant($"at most {most}"));
        }
    }

    private static double Lost(Study study, int size, int seed, int kept) =>
        100 * (study.Evaluate(study.Classifier(size, seed), study.Mnist.Test).Accuracy - Curve(study, size, seed, TruncationRule.Magnitude).Keeping(kept).Accuracy);

    private static TruncationCurve Curve(Study study, int size, int seed, TruncationRule rule) => study.Once($"truncation {size} {seed}", () =>
    {
        var spectra = size == study.Shown ? study.Spectra(seed) : study.Decompose(study.Classifier(size, seed), study.Mnist.Train);
        return Rules.ToDictionary(each => each.Rule, each => Truncation.Curve(spectra, each.Rule, study.Mnist.Test));
    })[rule];
}
