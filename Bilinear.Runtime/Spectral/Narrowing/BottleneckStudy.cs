using Bilinear.Data;
using Bilinear.Training;

namespace Bilinear.Spectral;

/// <summary>Every bilinear layer of a model narrowed, one at a time, on a data set.</summary>
/// <param name="Output">The model's output that is measured.</param>
/// <param name="WeightsHash">The SHA-256 of the weights.</param>
/// <param name="Accuracy">The accuracy of the whole model; NaN for a model that has no answers.</param>
/// <param name="Loss">The loss of the whole model.</param>
/// <param name="LargestOutput">The largest |output| of the whole model on the data, for comparison with the errors.</param>
/// <param name="Layers">In the order of the flow.</param>
public sealed record BottleneckStudy(
    ModelDescription Model, OutputInfo Output, string WeightsHash, DataSet Data, double Accuracy, double Loss, double LargestOutput, IReadOnlyList<BottleneckLayer> Layers)
{
    private const double Rounding = 1e-12;

    /// <summary>A point's loss less that of the whole model; zero where the difference is rounding.</summary>
    public double LossAdded(BottleneckPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return Math.Abs(point.Loss - Loss) > Rounding * Loss ? point.Loss - Loss : 0;
    }

    /// <summary>What the model was trained with; null where this is not known.</summary>
    public Provenance? Provenance { get; init; }

    /// <summary>Whether outputs are answers, so that there are accuracies.</summary>
    public bool HasAnswers => Output.Loss == LossKind.CrossEntropy;
}
