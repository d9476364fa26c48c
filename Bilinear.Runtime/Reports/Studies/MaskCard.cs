using System.Globalization;
using System.Xml.Linq;
using Bilinear.Data;
using Bilinear.Linalg;
using Bilinear.Reports.Images;
using Bilinear.Spectral;
using Bilinear.Spectral.Masks;

namespace Bilinear.Reports.Studies;

/// <summary>One mask and how often it works, then a sample, the same under the mask and under the permuted one, each with the model's answer, beside the pictures that do it.</summary>
internal sealed class MaskCard(AdversarialMasks masks, MaskCurve curve, Pictures pictures)
{
    private const int PictureSize = 108;

    private readonly string _output = masks.Spectra.Output!.Name;

    // A mask works at every pixel, and most at those that are blank: nothing of it is faded.
    private readonly Pictures _masks = pictures.OnTheirOwn();
    private readonly DataTarget _labels = ClassMeans.LabelsOf(masks.Spectra.Model, masks.Spectra.Port!.Value, curve.Data);

    public XElement Build(AdversarialMask mask, MaskEffect effect)
    {
        var strength = MaskCurve.Strengths[^1];
        var index = effect.Turned ?? Other(mask.Output);
        var sample = Sample(index);
        float[][] seen = [sample, Under(sample, mask.Values, strength), Under(sample, mask.Permuted, strength)];
        var answers = Answers(seen);
        var (std, lambda) = (strength.ToString("0.##", CultureInfo.InvariantCulture), $"{AdversarialMask.Ranked(mask.Rank)} positive λ");
        var subject = $"Sample {index} of {curve.Data.Name}, {_output} {_labels.Labels[index]}";
        return new XElement(
            "li",
            new XAttribute("class", "card"),
            new XElement("dl", new XAttribute("class", "positive"), HtmlPage.Term(lambda, Figures.Signed(mask.Value)), HtmlPage.Term($"taken for {mask.Output}", Figures.Percent(effect.Taken))),
            new XElement(
                "div",
                new XAttribute("class", "masks"),
                Named($"{_output} {_labels.Labels[index]}: the answer is {answers[0]}", pictures.Sample(sample, PictureSize, $"{subject}, answered {answers[0]}.")),
                Named("the eigenvector", pictures.Vector([.. mask.Eigenvector], PictureSize, $"The eigenvector of the {lambda} of {_output} {mask.Output}: blue is positive, red negative.")),
                Named($"with the mask at {std}: {answers[1]}", pictures.Sample(seen[1], sample, PictureSize, $"{subject}, under the mask of std {std}: answered {answers[1]}.")),
                Named("its mask", _masks.Vector([.. mask.Values], PictureSize, $"The mask of the {lambda} of {_output} {mask.Output}.")),
                Named($"with it permuted: {answers[2]}", pictures.Sample(seen[2], sample, PictureSize, $"{subject}, under the permuted mask of std {std}: answered {answers[2]}.")),
                Named("the mask permuted", _masks.Vector([.. mask.Permuted], PictureSize, $"The same mask, its pixels permuted."))));
    }

    private static XElement Named(string name, XElement picture) => new("figure", picture, new XElement("figcaption", name));

    // The first sample of another class that is answered rightly; the first of all where there is none.
    private int Other(int output) => Enumerable.Range(0, curve.Data.Count).FirstOrDefault(index => _labels.Labels[index] is var label && label != output && Answers([Sample(index)])[0] == label);

    private float[] Sample(int index)
    {
        var sample = new float[curve.Data.SampleLength];
        curve.Data.CopyInputs(index, sample);
        return sample;
    }

    private int[] Answers(float[][] samples)
    {
        var path = masks.Spectra.Folded;
        var outputs = path.Outputs(path.Latent(Matrix.From([.. samples.SelectMany(sample => sample)], curve.Data.SampleLength)));
        return [.. Enumerable.Range(0, outputs.Rows).Select(row => Exactness.ArgMax(outputs.Row(row)))];
    }

    private static float[] Under(float[] sample, IReadOnlyList<double> mask, double strength) => [.. sample.Select((value, pixel) => (float)(value + (strength * mask[pixel])))];
}
