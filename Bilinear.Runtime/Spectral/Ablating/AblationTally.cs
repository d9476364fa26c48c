namespace Bilinear.Spectral.Ablating;

/// <summary>Counts and sums over some samples for one ablation.</summary>
/// <param name="classes">Zero for a model that has no answers.</param>
internal sealed class AblationTally(int classes)
{
    private readonly int[] _correct = new int[classes];
    private double _loss;
    private int _agreeing;
    private int _undecided;

    public void Add(AblationTally other)
    {
        for (var label = 0; label < classes; label++)
            _correct[label] += other._correct[label];
        (_loss, _agreeing, _undecided) = (_loss + other._loss, _agreeing + other._agreeing, _undecided + other._undecided);
    }

    /// <param name="answer">The ablated model's; null where it has none that is more than rounding.</param>
    /// <param name="whole">The whole model's.</param>
    public void Add(double loss, int? answer, int whole, int label)
    {
        _loss += loss;
        _agreeing += answer == whole ? 1 : 0;
        _undecided += answer is null ? 1 : 0;
        if (classes > 0 && answer == label)
            _correct[label]++;
    }

    /// <param name="counts">The samples of each class.</param>
    /// <param name="losses">How many losses were added up: one a sample, or one an element.</param>
    public AblationPoint ToPoint(Ablation? ablation, int samples, long losses, int[] counts) => new(
        ablation,
        classes == 0 ? double.NaN : _correct.Sum() / (double)samples,
        _loss / losses,
        classes == 0 ? double.NaN : _agreeing / (double)samples,
        classes == 0 ? double.NaN : _undecided / (double)samples,
        [.. _correct.Select((correct, label) => counts[label] == 0 ? double.NaN : correct / (double)counts[label])]);
}
