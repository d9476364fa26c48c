using Bilinear.Data;
using Bilinear.Linalg;
using Bilinear.Reports;
using Bilinear.Spectral;

namespace Examples.Paper.Parts;

/// <summary>Figure 6 of the ICLR paper: a challenge whose answer is one image.</summary>
internal sealed record ChallengePart() : Part("challenge", "The challenge", "A model is trained to say yes to images like one image and to those like its complement; a single eigenvalue of yes minus no stands out, and its eigenvector is that image (ICLR, figure 6).")
{
    private const int Image = 6;
    private const double Like = 0.4;
    private const double Outstanding = 2;

    public override IEnumerable<Run> Runs(Study study) => study.Seeds.Select(seed => Of(study, seed));

    public override IEnumerable<Finding> Write(Study study, Sheet sheet)
    {
        var spectra = study.Seeds.Select(seed => Difference(study, seed)).ToArray();
        var image = Sample(study.Mnist.Train, Image);
        var first = Leading(spectra[0]);
        sheet.Drawn.Spectrum(spectra[0], "yes minus no, seed 0", first)
            .Samples(study.Mnist.Train, ("the image", image))
            .Vectors(study.Mnist.Train, ("the first eigenvector", [.. spectra[0].Pictures.Row(first)]));

        yield return Finding.Within("positive eigenvalues above twice the next one", [.. spectra.Select(spectrum => (double)Standing(spectrum))], 1, 1, "exactly one");
        yield return new Finding("|cosine| of the first eigenvector with the image", [.. spectra.Select(spectrum => Cosine(spectrum.Pictures.Row(Leading(spectrum)), image))], "none is published", Verdict.Met);
        yield return new Finding("accuracy, %", study.OverSeeds(seed => 100 * study.Evaluate(Of(study, seed), Question(study.Mnist.Test, image)).Accuracy), "none is published", Verdict.Met);
    }

    private static Run Of(Study study, int seed) => new(
        Subject.Challenge(study.IsQuick), study.Once("challenge", () => Question(study.Mnist.Train, Sample(study.Mnist.Train, Image))), Recipes.Cosine(weightDecay: 1, study.Epochs(100), study.Batch(2048)), seed);

    private static EigenSpectrum Difference(Study study, int seed)
    {
        var run = Of(study, seed);
        using var weights = study.Weights(run);
        return EigenSpectra.Compute(weights, run.Subject.Eigen!, [new Direction("yes - no", [-1, 1])])[0];
    }

    private static int Leading(EigenSpectrum spectrum) => Enumerable.Range(0, spectrum.Values.Count).MaxBy(pair => spectrum.Values[pair]);

    // How many positive eigenvalues stand before the first fall by half or more.
    private static int Standing(EigenSpectrum spectrum)
    {
        double[] positive = [.. spectrum.AllValues.Where(value => value > 0).OrderDescending()];
        return Enumerable.Range(1, positive.Length - 1).FirstOrDefault(place => positive[place] * Outstanding < positive[place - 1], positive.Length);
    }

    // Whether an image is like this one or like its complement.
    private static DataSet Question(DataSet data, float[] image)
    {
        var inputs = new float[data.Count * data.SampleLength];
        data.CopyInputs(0, inputs);
        float[] complement = [.. image.Select(pixel => 1 - pixel)];
        int[] labels = [.. Enumerable.Range(0, data.Count).Select(sample => inputs.AsSpan(sample * image.Length, image.Length) is var pixels && (Cosine(pixels, image) > Like || Cosine(pixels, complement) > Like) ? 1 : 0)];
        return DataSet.Labelled($"{data.Name}, like sample {Image}", data.SampleShape, inputs, labels, 2);
    }

    private static float[] Sample(DataSet data, int index)
    {
        var sample = new float[data.SampleLength];
        data.CopyInputs(index, sample);
        return sample;
    }

    private static double Cosine(ReadOnlySpan<double> vector, float[] image)
    {
        var (product, left, right) = (0.0, 0.0, 0.0);
        for (var pixel = 0; pixel < image.Length; pixel++)
            (product, left, right) = (product + (vector[pixel] * image[pixel]), left + (vector[pixel] * vector[pixel]), right + ((double)image[pixel] * image[pixel]));
        return Math.Abs(product) / Math.Sqrt(left * right);
    }

    private static double Cosine(ReadOnlySpan<float> pixels, float[] image)
    {
        var wide = new double[pixels.Length];
        for (var pixel = 0; pixel < wide.Length; pixel++)
            wide[pixel] = pixels[pixel];
        return Cosine(wide, image);
    }
}
