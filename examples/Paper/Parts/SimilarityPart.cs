using Bilinear.Reports;
using Bilinear.Spectral;

namespace Examples.Paper.Parts;

/// <summary>Figure 4: how alike the eigenvectors of models with other seeds and sizes are.</summary>
internal sealed record SimilarityPart() : Part("similarity", "Similarity", "Models that begin elsewhere learn the same top eigenvectors, and larger models learn them more alike (figure 4).")
{
    // By |λ|, so about half of each sign.
    private const int Kept = 40;
    private const int Digit = 3;

    private static readonly int[] Compared = [1, 2, 3];

    public override IEnumerable<Run> Runs(Study study) => study.Sizes.SelectMany(size => study.Seeds.Select(seed => study.Classifier(size, seed)));

    public override IEnumerable<Finding> Write(Study study, Sheet sheet)
    {
        int[] ranks = [.. Enumerable.Range(1, Math.Min(10, study.Shown / 4))];
        var pairs = Pairs(study, study.Shown, study.Shown);
        sheet.Curves(
            "best match over rank",
            $"The largest |cosine|, as seen in the input, between an eigenvector and those of the same sign of a model with another seed, of the {Kept} largest |λ| of the same digit; {study.Shown} hidden units, mean over digits, over {pairs.Count} pairs of seeds.",
            "rank of the eigenvector within its sign", [.. ranks.Select(rank => (double)rank)],
            new StudyCurve("positive", [.. ranks.Select(rank => Estimate.Of([.. pairs.Select(pair => pair.Mean(isPositive: true, rank))]))]),
            new StudyCurve("negative", [.. ranks.Select(rank => Estimate.Of([.. pairs.Select(pair => pair.Mean(isPositive: false, rank))]))]));

        sheet.Table("best match by size", "hidden units", [.. Compared.Select(rank => $"beside the same size, rank {rank}"), $"beside {study.Shown} units, rank 1"],
            [.. study.Sizes.Select(size => ($"{size}", (IReadOnlyList<IReadOnlyList<double>>)[
                .. Compared.Select(rank => (double[])[.. Pairs(study, size, size).Select(pair => pair.Mean(true, rank))]),
                [.. Pairs(study, size, study.Shown).Select(pair => pair.Mean(true, 1))],
            ]))]);
        sheet.Drawn.Text($"Digit {Digit}: the first positive eigenvector of every model.").Vectors(
            study.Mnist.Train, [.. study.Sizes.SelectMany(size => study.Seeds.Select(seed => ($"{size} units, seed {seed}", Study.FirstPositive(Leading(study, size, seed)[Digit]))))]);

        yield return Finding.Within(
            $"best match of the first positive eigenvector, {study.Shown} units, cosine", [.. pairs.Select(pair => pair.Mean(isPositive: true, 1))], 0.86, 1, "0.89, at least 0.86",
            "No model is compared with itself; the published means take such pairs in, and begin at the most negative eigenvector, so theirs are not comparable.");
    }

    // One for each pair of different seeds.
    private static IReadOnlyList<EigenvectorMatches> Pairs(Study study, int left, int right) => study.Once(
        $"matches {left} {right}", () => (IReadOnlyList<EigenvectorMatches>)[.. study.Seeds.SelectMany(one => study.Seeds.Where(other => left == right ? other > one : other != one)
            .Select(other => Similarity.Match(Leading(study, left, one), Leading(study, right, other))))]);

    private static EigenSpectra Leading(Study study, int size, int seed) => study.Once($"leading {size} {seed}", () => study.Decompose(study.Classifier(size, seed), study.Mnist.Train, keep: Kept));
}
