using Bilinear.Reports;
using Bilinear.Spectral;

namespace Examples.Paper.Parts;

/// <summary>Figure 2: the top eigenvectors of both data sets.</summary>
internal sealed record EigenvectorsPart() : Part(
    "eigenvectors", "The top eigenvectors", "The eigenvectors of a class with the largest eigenvalues look like what they respond to, on MNIST and on Fashion-MNIST, and a positive one is blue where its strongest inputs are bright (figure 2).")
{
    private const int Digit = 1;

    private static readonly string[] Garments = ["T-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"];

    public override IEnumerable<Run> Runs(Study study) => study.Seeds.SelectMany(seed => new[] { study.Classifier(study.Shown, seed), Fashion(study, seed), Plain(study, seed) });

    public override IEnumerable<Finding> Write(Study study, Sheet sheet)
    {
        var spectra = study.Decompose(study.Classifier(study.Shown, 0), study.Mnist.Train, SpectrumOrder.MeanActivation);
        sheet.Drawn.Text("MNIST, seed 0: of each digit the eigenvector whose mean activation λ · mean (v·h)² is largest, with the three images that it responds to most.");
        sheet.Drawn.Eigenvectors(spectra, [.. spectra.SelectMany(spectrum => Largest(spectrum, sign: 1, count: 1).Select(pair => (spectrum, $"{spectrum.Output}", pair)))]);
        sheet.Drawn.Text($"Digit {Digit}: the three eigenvectors of each sign.")
            .Eigenvectors(spectra, [.. new[] { 1, -1 }.SelectMany(sign => Largest(spectra[Digit], sign, 3)).Select(pair => (spectra[Digit], $"{Digit}", pair))]);

        var fashion = study.Decompose(Fashion(study, 0), study.Fashion.Train, SpectrumOrder.MeanActivation);
        sheet.Drawn.Text("Fashion-MNIST, seed 0.").Eigenvectors(fashion, [.. fashion.SelectMany(spectrum => Largest(spectrum, 1, 1).Select(pair => (spectrum, Garments[spectrum.Output], pair)))]);

        yield return Finding.Within("accuracy on MNIST, %", study.OverSeeds(seed => 100 * study.Evaluate(study.Classifier(study.Shown, seed), study.Mnist.Test).Accuracy), 97.7, 98.0, "97.7 to 98.0");
        yield return Finding.Within("effective rank on MNIST, mean over digits", study.OverSeeds(seed => study.EffectiveRank(study.Classifier(study.Shown, seed))), 18.5, 21, "18.5 to 21");
        yield return Finding.Within("accuracy on Fashion-MNIST with its recipe, %", study.OverSeeds(seed => 100 * study.Evaluate(Fashion(study, seed), study.Fashion.Test).Accuracy), 84.5, 86, "84.5 to 86");
        yield return Finding.Within("accuracy on Fashion-MNIST without regularisation, %", study.OverSeeds(seed => 100 * study.Evaluate(Plain(study, seed), study.Fashion.Test).Accuracy), 88, 100, "at least 88", "Regularisation lowers the accuracy on Fashion-MNIST: that it improves it holds for MNIST alone.");
    }

    private static Run Fashion(Study study, int seed) => new(Subject.OneLayer(study.Shown), study.Fashion.Train, Recipes.Paper(weightDecay: 1, study.Epochs(52)), seed);

    private static Run Plain(Study study, int seed) => new(Subject.Quiet(study.IsQuick), study.Fashion.Train, Recipes.Paper(weightDecay: 0, study.Epochs(22)), seed);

    // Of one sign, by mean activation.
    private static int[] Largest(EigenSpectrum spectrum, int sign, int count) =>
        [.. Enumerable.Range(0, spectrum.Values.Count).Where(pair => sign * spectrum.Values[pair] > 0).OrderByDescending(pair => Math.Abs(spectrum.MeanActivations[pair])).Take(count)];
}
