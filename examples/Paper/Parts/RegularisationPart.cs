using Bilinear.Reports;

namespace Examples.Paper.Parts;

/// <summary>Figure 5: noise and weight decay.</summary>
internal sealed record RegularisationPart() : Part("regularisation", "Regularisation", "Noise and weight decay make eigenvectors that can be read; noise improves the accuracy on unseen images, weight decay lowers the rank (figure 5).")
{
    private const int Digit = 5;

    private static readonly (bool HasNoise, bool Decays, string Name)[] Cells = [(false, false, "neither"), (true, false, "noise"), (false, true, "weight decay"), (true, true, "both")];

    public override IEnumerable<Run> Runs(Study study) => Cells.SelectMany(cell => study.Seeds.Select(seed => Of(study, cell.HasNoise, cell.Decays, seed)));

    public override IEnumerable<Finding> Write(Study study, Sheet sheet)
    {
        var accuracy = Cells.ToDictionary(cell => cell.Name, cell => study.OverSeeds(seed => 100 * study.Evaluate(Of(study, cell.HasNoise, cell.Decays, seed), study.Mnist.Test).Accuracy));
        var loss = Cells.ToDictionary(cell => cell.Name, cell => study.OverSeeds(seed => study.Evaluate(Of(study, cell.HasNoise, cell.Decays, seed), study.Mnist.Test).Loss));
        var rank = Cells.ToDictionary(cell => cell.Name, cell => study.OverSeeds(seed => study.EffectiveRank(Of(study, cell.HasNoise, cell.Decays, seed))));
        sheet.Table("corners", "", ["accuracy, %", "loss on unseen images", "effective rank"], [.. Cells.Select(cell => (cell.Name, (IReadOnlyList<IReadOnlyList<double>>)[accuracy[cell.Name], loss[cell.Name], rank[cell.Name]]))]);
        sheet.Drawn.Text($"The first positive eigenvector of digit {Digit}, seed 0.").Vectors(study.Mnist.Train, [.. Cells.Select(cell => (cell.Name, Study.FirstPositive(study.Decompose(Of(study, cell.HasNoise, cell.Decays, 0), study.Mnist.Train, keep: 20)[Digit])))]);

        yield return Finding.Within("accuracy with noise alone, %", accuracy["noise"], 98.0, 100, "98.15 to 98.22, at least 98.0");
        yield return Finding.Within("accuracy with weight decay alone, %", accuracy["weight decay"], 97.6, 97.9, "97.6 to 97.9");
        yield return Finding.Within("effective rank with weight decay alone", rank["weight decay"], 15.5, 17.5, "15.5 to 17.5");
        yield return Finding.Within("accuracy with neither, %", accuracy["neither"], 97.8, 98.1, "97.8 to 98.1");
        yield return Finding.Within("loss on unseen images with neither", loss["neither"], 0.11, 1, "above 0.11: it is overfitted");
        var raised = Finding.Within("rank with noise less rank with neither", Difference(rank, "noise", "neither"), 0, 1000, "below 0 by one text, above by another");
        yield return raised.Verdict == Verdict.Missed ? raised : raised with
        {
            Verdict = Verdict.Corrected,
            Why = "One section of the ICLR paper says that noise gives a spectrum of lower rank, its appendix that it gives more eigenvectors that matter. The appendix is right: noise raises the rank, weight decay lowers it.",
        };
        yield return Finding.Within("rank with weight decay less rank with neither", Difference(rank, "weight decay", "neither"), -1000, 0, "below 0");
        yield return Finding.Within("accuracy with noise less accuracy with neither, points", Difference(accuracy, "noise", "neither"), 0, 100, "above 0");
    }

    private static double[] Difference(Dictionary<string, double[]> of, string left, string right) => [.. of[left].Zip(of[right], (one, other) => one - other)];

    private static Run Of(Study study, bool hasNoise, bool decays, int seed) => new(
        hasNoise ? Subject.OneLayer(study.Shown) : Subject.Quiet(study.IsQuick), study.Mnist.Train, Recipes.Paper(decays ? 0.5 : 0, study.Epochs(22)), seed);
}
