using Bilinear.Reports;
using Bilinear.Spectral;

namespace Examples.Paper.Parts;

/// <summary>The appendix on singular values: the layer's tensor in components.</summary>
internal sealed record SvdPart() : Part("svd", "Singular components", "The third-order tensor has ten singular components, each a quadratic form that moves all outputs together; a model that keeps the first of them loses little by little.")
{
    public override IEnumerable<Run> Runs(Study study) => study.Seeds.Select(seed => study.Classifier(study.Shown, seed));

    public override IEnumerable<Finding> Write(Study study, Sheet sheet)
    {
        var run = study.Classifier(study.Shown, 0);
        using var weights = study.Weights(run);
        var svd = SvdSpectra.Compute(weights, run.Subject.Svd!);
        sheet.Drawn.Text("The first pictures of each component's form, seed 0; beside each what it adds to every digit.");
        sheet.Drawn.Vectors(study.Mnist.Train, [.. svd.Select((component, index) => ($"component {index + 1}, σ {Numbers.Plain(component.Value)}", (IReadOnlyList<double>)[.. component.Pictures.Row(0)]))]);
        sheet.Table("components, seed 0", "component", ["σ", .. Enumerable.Range(0, 10).Select(digit => $"{digit}")],
            [.. svd.Select((component, index) => ($"{index + 1}", (IReadOnlyList<IReadOnlyList<double>>)[[component.Value], .. component.Left.Select(value => (double[])[value])]))]);
        var curves = study.Seeds.Select(seed => Bottleneck(study, seed)).ToArray();
        sheet.Curves(
            "accuracy over components",
            "Accuracy over the number of components that the layer keeps.", "components", [.. curves[0].Select(point => (double)point.Kept)],
            new StudyCurve("accuracy", [.. curves[0].Select((_, place) => Estimate.Of([.. curves.Select(points => points[place].Accuracy)]))]));

        yield return Finding.Within("Σσ² over ‖B‖², less 1", study.OverSeeds(seed => Identity(study, seed)), -1e-9, 1e-9, "0");
    }

    private static IReadOnlyList<BottleneckPoint> Bottleneck(Study study, int seed)
    {
        var run = study.Classifier(study.Shown, seed);
        using var weights = study.Weights(run);
        return Bilinear.Spectral.Bottleneck.Curve(weights, [run.Subject.Svd!.Path], 0, study.Mnist.Test);
    }

    private static double Identity(Study study, int seed)
    {
        var run = study.Classifier(study.Shown, seed);
        using var weights = study.Weights(run);
        var svd = SvdSpectra.Compute(weights, run.Subject.Svd!);
        return (svd.AllValues.Sum(value => value * value) / svd.SquaredNorm) - 1;
    }
}
