using Bilinear.Reports;
using Bilinear.Spectral;

namespace Examples.Paper.Parts;

/// <summary>Figures 15 and 16 of the ICLR paper: one prediction as a sum of eigenvectors.</summary>
internal sealed record ExplainPart() : Part("explain", "One prediction", "A logit is the sum of its eigenvectors' terms, so a single answer can be read as what speaks for it and against it (ICLR, figures 15 and 16).")
{
    private const int Shown = 6;

    public override IEnumerable<Run> Runs(Study study) => study.Seeds.Select(seed => study.Classifier(study.Shown, seed));

    public override IEnumerable<Finding> Write(Study study, Sheet sheet)
    {
        var run = study.Classifier(study.Shown, 0);
        var spectra = study.Spectra(seed: 0);
        using var weights = study.Weights(run);
        using var model = weights.OpenInference();
        const int sample = 0;
        var explanation = spectra.Explain(model, study.Mnist.Test, sample);
        var part = explanation.Parts[0];
        var pixels = new float[study.Mnist.Test.SampleLength];
        study.Mnist.Test.CopyInputs(sample, pixels);
        sheet.Drawn.Samples(study.Mnist.Test, ($"test image {sample}, a {explanation.Label}, answered {explanation.Answer}", pixels));
        ExplainedTerm[] terms = [.. part.Leading(Shown / 2, isPositive: true), .. part.Leading(Shown / 2, isPositive: false)];
        sheet.Drawn.Vectors(study.Mnist.Train, [.. terms.Select(term => ($"{Numbers.Signed(term.Value)} = {Numbers.Signed(term.Eigenvalue)} · ({Numbers.Signed(term.Projection)})²", (IReadOnlyList<double>)[.. part.Spectrum.Pictures.Row(term.Pair)]))]);
        sheet.Drawn.Table(["", "logit"], [["the terms above", Numbers.Signed(terms.Sum(term => term.Value))], ["all others", Numbers.Signed(part.Sum - terms.Sum(term => term.Value))], ["sum", Numbers.Signed(part.Sum)], ["forward pass", Numbers.Signed(part.Value)]]);

        yield return Finding.Within("largest difference between sum and forward pass on unseen images, of the largest logit", study.OverSeeds(seed => Error(study, seed)), 0, Exactness.Tolerance, "at most 2e-5, and no answer changes");
    }

    private static double Error(Study study, int seed)
    {
        var run = study.Classifier(study.Shown, seed);
        using var weights = study.Weights(run);
        using var model = weights.OpenInference(500);
        var exactness = study.Spectra(seed).Check(model, study.Mnist.Test);
        return exactness.ChangedArgmax == 0 ? exactness.LargestError : double.PositiveInfinity;
    }
}
