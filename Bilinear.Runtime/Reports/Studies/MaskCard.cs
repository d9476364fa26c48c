using System.Globalization;
using System.Xml.Linq;
using Bilinear.Data;
using Bilinear.Linalg;
using Bilinear.Reports.Images;
using Bilinear.Spectral;

namespace Bilinear.Reports.Studies;

/// <summary>One mask: its eigenvector, itself, and a sample of another class under it and under the permuted one, with the model's answers.</summary>
internal sealed class MaskCard(AdversarialMasks masks, DataSet data)
{
    private const int PictureSize = 108;

    private readonly PictureShape _shape = PictureShape.Of(masks.Spectra.Model, data.SampleLength);

    public XElement Build(AdversarialMask mask)
    {
        var strength = MaskCurve.Strengths[^1];
        var (index, sample) = Example(mask.Output);
        float[][] seen = [sample, Under(sample, mask.Values, strength), Under(sample, mask.Permuted, strength)];
        var answers = Answers(seen);
        var std = strength.ToString("0.##", CultureInfo.InvariantCulture);
        return new XElement(
            "li",
            new XAttribute("class", "card"),
            new XElement("dl", new XAttribute("class", "positive"), new XElement("div", new XElement("dt", $"λ, no. {mask.Rank}"), new XElement("dd", Figures.Signed(mask.Value)))),
            new XElement(
                "div",
                new XAttribute("class", "masks"),
                Named("eigenvector", Pictures.Diverging(_shape, [.. mask.Eigenvector], PictureSize, $"Eigenvector {mask.Rank} of output {mask.Output}: blue is positive, red negative.")),
                Named("its mask", Pictures.Diverging(_shape, [.. mask.Values], PictureSize, $"The mask of eigenvector {mask.Rank} of output {mask.Output}.")),
                Named($"masked, answer {answers[1]}", Pictures.Grey(_shape, seen[1], PictureSize, $"Sample {index}, answered {answers[0]}, under the mask of std {std}: answered {answers[1]}.")),
                Named($"permuted, answer {answers[2]}", Pictures.Grey(_shape, seen[2], PictureSize, $"Sample {index}, answered {answers[0]}, under the permuted mask of std {std}: answered {answers[2]}."))));
    }

    private static XElement Named(string name, XElement picture) => new("figure", picture, new XElement("figcaption", name));

    // The first sample that the model does not take for the output.
    private (int Index, float[] Sample) Example(int output)
    {
        var sample = new float[data.SampleLength];
        for (var index = 0; index < data.Count; index++)
        {
            data.CopyInputs(index, sample);
            if (Answers([sample])[0] != output)
                return (index, sample);
        }

        return (data.Count - 1, sample);
    }

    private int[] Answers(float[][] samples)
    {
        var path = masks.Spectra.Folded;
        var outputs = path.Outputs(path.Latent(Matrix.From([.. samples.SelectMany(sample => sample)], data.SampleLength)));
        return [.. Enumerable.Range(0, outputs.Rows).Select(row => Exactness.ArgMax(outputs.Row(row)))];
    }

    private static float[] Under(float[] sample, IReadOnlyList<double> mask, double strength) => [.. sample.Select((value, pixel) => (float)(value + (strength * mask[pixel])))];
}
