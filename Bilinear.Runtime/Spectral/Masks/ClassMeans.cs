using Bilinear.Data;
using Bilinear.Linalg;
using Bilinear.Training;
using Bilinear.Training.Loop;

namespace Bilinear.Spectral.Masks;

/// <summary>The mean sample of each class.</summary>
internal sealed class ClassMeans
{
    private readonly double[][] _sums;
    private readonly int[] _counts;

    private ClassMeans(double[][] sums, int[] counts)
    {
        (_sums, _counts) = (sums, counts);
        OfAll = Without(-1);
    }

    /// <summary>The mean of each pixel.</summary>
    public double[] OfAll { get; }

    /// <summary>The mean sample of all other classes.</summary>
    public double[] OfOthers(int label) => Without(label);

    /// <exception cref="ArgumentException">The samples have another shape, or no classes.</exception>
    public static DataTarget LabelsOf(ModelDescription model, int port, DataSet data)
    {
        DataCheck.FitsInput(model, data);
        return model.Outputs[port].HasAnswers && DataCheck.LabelsOf(model, port, data) is { } labels && labels.Length == 1
            ? labels
            : throw new ArgumentException($"A mask turns a sample of one class into one of another, and {model.Name} has no classes here: study one that is trained with `loss cross_entropy`, on data with labels.", nameof(data));
    }

    /// <inheritdoc cref="LabelsOf"/>
    public static ClassMeans Of(ModelDescription model, int port, DataSet data)
    {
        var labels = LabelsOf(model, port, data).Labels;
        var classes = Math.Max(model.Outputs[port].Count, data.Count == 0 ? 0 : labels.ToArray().Max() + 1);
        var (sums, counts) = (new double[classes][], new int[classes]);
        for (var label = 0; label < classes; label++)
            sums[label] = new double[data.SampleLength];
        var (sample, wide) = (new float[data.SampleLength], new double[data.SampleLength]);
        for (var index = 0; index < data.Count; index++)
        {
            data.CopyInputs(index, sample);
            Vectors.Widen(sample, wide);
            Vectors.AddScaled(sums[labels[index]], 1, wide);
            counts[labels[index]]++;
        }

        return new ClassMeans(sums, counts);
    }

    private double[] Without(int label)
    {
        var (mean, count) = (new double[_sums[0].Length], 0);
        for (var other = 0; other < _sums.Length; other++)
        {
            if (other == label)
                continue;
            Vectors.AddScaled(mean, 1, _sums[other]);
            count += _counts[other];
        }

        return Array.ConvertAll(mean, sum => sum / Math.Max(1, count));
    }
}
