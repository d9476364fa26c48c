using Bilinear.Reports;
using Bilinear.Spectral;

namespace Examples.Paper.Parts;

/// <summary>Figure 1: a model of two layers as a tree.</summary>
internal sealed record TreePart() : Part("tree", "A tree of two layers", "A deep model is a tree: an eigenvector of one layer is an output of the layer before, down to pictures of the input (figure 1).")
{
    private const int Digit = 9;

    // Of 300 children, so that some 1,600 of 900,000 nodes are left.
    private const int Branch = 12;

    public override IEnumerable<Run> Runs(Study study) => study.Seeds.Select(seed => Of(study, seed)).Append(Small(study));

    public override IEnumerable<Finding> Write(Study study, Sheet sheet)
    {
        var trees = study.Seeds.Select(seed => Tree(study, seed)).ToArray();
        sheet.Drawn.Tree(trees[0], Digit, $"digit {Digit}");
        var fits = trees.Select(tree => tree.Explain(study.Mnist.Test)).ToArray();
        int[] nodes = [.. fits[0].Select(fit => fit.Nodes)];
        sheet.CountCurves(
            "explained over nodes",
            "How much of the logits the first nodes explain on unseen images, and how often their answer is the model's.", "node", nodes,
            new StudyCurve("R²", [.. nodes.Select((_, place) => Estimate.Of([.. fits.Select(fit => Math.Max(0, fit[place].R2))]))]),
            new StudyCurve("same answer", [.. nodes.Select((_, place) => Estimate.Of([.. fits.Select(fit => fit[place].SameArgmax)]))]));

        yield return Finding.Within("accuracy of the model, %", study.OverSeeds(seed => 100 * study.Evaluate(Of(study, seed), study.Mnist.Test).Accuracy), 97, 100, "none is published; at least 97");
        yield return new Finding("R² of the pruned tree on unseen images", [.. fits.Select(fit => fit[^1].R2)], "none is published", Verdict.Met, FormattableString.Invariant($"{nodes[^1]} of the {Whole(trees[0])} nodes of the whole tree."));
        yield return new Finding("same answers as the model, %", [.. fits.Select(fit => 100 * fit[^1].SameArgmax)], "none is published", Verdict.Met);
        yield return Finding.Within("largest error of a whole tree, of the largest logit", [Exactness(study)], 0, 2e-5, "at most 2e-5", "Of a model with 16 hidden units, whose tree nothing is pruned from: biases and residuals aside, every number of the model is in it.");
    }

    private static Run Of(Study study, int seed) => new(Subject.TwoLayers(study.IsQuick), study.Mnist.Train, Recipes.Paper(weightDecay: 0.5, study.Epochs(30)), seed);

    // So small that nothing need be pruned.
    private static Run Small(Study study) => new(Subject.TwoLayers(isQuick: true), study.Mnist.Train, Recipes.Paper(weightDecay: 0.5, study.Epochs(10)), 0);

    private static SpectralTree Tree(Study study, int seed)
    {
        var run = Of(study, seed);
        using var weights = study.Weights(run);
        return SpectralTree.Compute(weights, run.Subject.Tree! with { Branch = Branch }, study.Mnist.Train);
    }

    private static long Whole(SpectralTree tree) => tree.Outputs * (1L + tree.Model.Parameters[0].Shape[0] + ((long)tree.Model.Parameters[0].Shape[0] * tree.Model.Parameters[0].Shape[0]));

    private static double Exactness(Study study)
    {
        using var weights = study.Weights(Small(study));
        using var inference = weights.OpenInference(500);
        var tree = SpectralTree.Compute(weights, Small(study).Subject.Tree! with { Branch = 16, Budget = int.MaxValue });
        return tree.Check(inference.Forward, study.Mnist.Test).LargestError;
    }
}
