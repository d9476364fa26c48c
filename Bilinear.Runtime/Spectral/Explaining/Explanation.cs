using Bilinear.Data;

namespace Bilinear.Spectral;

/// <summary>
/// One sample's outputs as sums of terms that can be seen: made by <see cref="EigenSpectra.Explain(Training.ForwardPass, DataSet, int, Direction[])"/>,
/// which checks every sum against the forward pass.
/// </summary>
public sealed class Explanation
{
    internal Explanation(EigenSpectra spectra, DataSet data, int sample) => (Spectra, Data, Sample) = (spectra, data, sample);

    public EigenSpectra Spectra { get; }

    public DataSet Data { get; }

    /// <summary>The sample's index in <see cref="Data"/>.</summary>
    public int Sample { get; }

    /// <summary>The sample's class; −1 for data without labels.</summary>
    public required int Label { get; init; }

    /// <summary>The class that the model answers; −1 for a model that has no answers, as under mean squared error.</summary>
    public required int Answer { get; init; }

    /// <summary>y as the model's forward pass computes it.</summary>
    public required IReadOnlyList<double> Outputs { get; init; }

    /// <summary>The probability of every class, the softmax of y; empty for a model that has no answers.</summary>
    public required IReadOnlyList<double> Probabilities { get; init; }

    /// <summary>What was asked for: the given directions in their order; without any, every output, the largest first.</summary>
    public required IReadOnlyList<ExplainedOutput> Parts { get; init; }

    /// <summary>The largest difference of a sum from the forward pass, divided by the largest |output| of the sample: at most <see cref="Exactness.Tolerance"/>.</summary>
    public required double Error { get; init; }
}
