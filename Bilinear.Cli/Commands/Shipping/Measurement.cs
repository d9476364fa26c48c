using Bilinear.Artefacts;
using Bilinear.Cli.Output;
using Bilinear.Data;
using Bilinear.Spectral.Truncating;
using Bilinear.Training;

namespace Bilinear.Cli.Commands.Shipping;

/// <summary>How good kept terms are by themselves, where the whole model is not there to compare them with.</summary>
internal static class Measurement
{
    /// <summary>A remark; none for an output that has no right answers.</summary>
    public static IEnumerable<string> Of(KeptTerms terms, ModelDescription model, int port, DataSet test, StatusLine status) => model.Outputs[port].HasAnswers
        ? [Remarks.Accuracy(test.Name, test.Count, Range(test), status.While($"evaluating on {test.Name}", () => terms.Accuracy(model, port, test)))]
        : [];

    /// <summary>The smallest and the largest number of all inputs, which say how they are scaled.</summary>
    public static (float Least, float Most) Range(DataSet data)
    {
        var (least, most) = (float.PositiveInfinity, float.NegativeInfinity);
        var sample = new float[data.SampleLength];
        for (var index = 0; index < data.Count; index++)
        {
            data.CopyInputs(index, sample);
            (least, most) = (Math.Min(least, sample.Min()), Math.Max(most, sample.Max()));
        }

        return (least, most);
    }
}
