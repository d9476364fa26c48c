using Bilinear.Reports;
using Bilinear.Spectral;

namespace Examples.Paper.Parts;

/// <summary>Figures 7 and 26 of the ICLR paper: adversarial masks, made of weights alone.</summary>
internal sealed record MasksPart() : Part("masks", "Adversarial masks", "A mask made of weights alone, added to an image, makes the model take it for the mask's digit; the same pixels in another order do not (ICLR, figures 7 and 26).")
{
    private const double EdgeMean = 0.01;

    public override IEnumerable<Run> Runs(Study study) => study.Seeds.SelectMany(seed => new[] { Of(study, seed, isQuiet: false), Of(study, seed, isQuiet: true) });

    public override IEnumerable<Finding> Write(Study study, Sheet sheet)
    {
        AdversarialMasks[] masks = [.. study.Seeds.Select(seed => Masks(study, seed, isQuiet: false))];
        MaskCurve[] whole = [.. masks.Select(masks => masks.Measure(study.Mnist.Train))];
        MaskCurve[] edge = [.. study.Seeds.Select(seed => Masks(study, seed, isQuiet: true).Measure(study.Mnist.Train))];
        Draw(sheet, "whole image", "With noise on pixels, masks of the whole image.", whole);
        Draw(sheet, "edge", "Without noise, masks of pixels that are nearly always blank.", edge);
        sheet.Drawn.Text("The mask of the first eigenvector of each digit, whole image, seed 0.")
            .Vectors(study.Mnist.Train, [.. masks[0].Where(mask => mask.Rank == 1).Select(mask => ($"for {mask.Output}", mask.Values))]);

        foreach (var (name, curves, targets) in new[] { ("whole image", whole, new[] { 0.63, 0.97, 0.27, 0.0 }), ("edge", edge, [0.31, 0.68, 0.32, 0.06]) })
        {
            yield return At(name, "accuracy under the mask", curves, point => point.Accuracy.Mean, targets[0]);
            yield return At(name, "accuracy under the permuted mask", curves, point => point.PermutedAccuracy.Mean, targets[1]);
            yield return At(name, "taken for the mask's digit", curves, point => point.Taken.Mean, targets[2]);
            yield return At(name, "taken for it under the permuted mask", curves, point => point.PermutedTaken.Mean, targets[3]);
        }
    }

    // Read off a plot; the model's width is not said there.
    private static Finding At(string mask, string what, MaskCurve[] curves, Func<MaskPoint, double> read, double target) => Finding.Within(
        $"{mask}, strength 0.3: {what}", [.. curves.Select(curve => read(curve[^1]))], target - 0.1, target + 0.1, FormattableString.Invariant($"{target:0.00} ± 0.1, read off a plot"), "The width of the published model is not given; here it is 256.");

    private static void Draw(Sheet sheet, string name, string caption, MaskCurve[] curves) => sheet.Curves(
        name, $"{caption} Shares of all training images, over the standard deviation of the mask.", "standard deviation of the mask", MaskCurve.Strengths,
        new StudyCurve("right, permuted mask", [.. MaskCurve.Strengths.Select((_, place) => Estimate.Of([.. curves.Select(curve => curve[place].PermutedAccuracy.Mean)]))]),
        new StudyCurve("right, mask", [.. MaskCurve.Strengths.Select((_, place) => Estimate.Of([.. curves.Select(curve => curve[place].Accuracy.Mean)]))]),
        new StudyCurve("taken for the mask's digit", [.. MaskCurve.Strengths.Select((_, place) => Estimate.Of([.. curves.Select(curve => curve[place].Taken.Mean)]))]));

    private static AdversarialMasks Masks(Study study, int seed, bool isQuiet)
    {
        var spectra = study.Decompose(Of(study, seed, isQuiet));
        return AdversarialMasks.Of(spectra, study.Mnist.Train, new MaskOptions { Keep = study.IsQuick ? 1 : 10, PerOutput = study.IsQuick ? 1 : 3, MeanBelow = isQuiet ? EdgeMean : null, Seed = (ulong)seed });
    }

    private static Run Of(Study study, int seed, bool isQuiet) => new(Subject.Maskable(study.IsQuick, isQuiet), study.Mnist.Train, Recipes.Cosine(weightDecay: 0, study.Epochs(30), study.Batch(2048)), seed);
}
