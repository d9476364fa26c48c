using System.Collections;
using Bilinear.Data;
using Bilinear.Spectral.Masks;

namespace Bilinear.Spectral;

/// <summary>What masks do to a model's answers, for each of the <see cref="Strengths"/>.</summary>
public sealed class MaskCurve : IReadOnlyList<MaskPoint>
{
    private const int Steps = 12;
    private const double Strongest = 0.3;

    private readonly MaskPoint[] _points;

    private MaskCurve(AdversarialMasks masks, DataSet data, MaskPoint[] points, MaskEffect[] effects) => (Masks, Data, _points, Effects) = (masks, data, points, effects);

    /// <summary>The standard deviations of the masks, 0, 0.025 … 0.3.</summary>
    public static IReadOnlyList<double> Strengths { get; } = [.. Enumerable.Range(0, Steps + 1).Select(step => step * Strongest / Steps)];

    public DataSet Data { get; }

    public int Count => _points.Length;

    internal AdversarialMasks Masks { get; }

    /// <summary>What each mask does at the largest strength.</summary>
    internal IReadOnlyList<MaskEffect> Effects { get; }

    /// <exception cref="ArgumentOutOfRangeException">There is no such point.</exception>
    public MaskPoint this[int index] => index >= 0 && index < Count
        ? _points[index]
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"There is no point {index}: there are {Count}, counted from 0.");

    public IEnumerator<MaskPoint> GetEnumerator() => _points.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal static MaskCurve Of(AdversarialMasks masks, MaskCounts counts, DataSet data)
    {
        // The mean over the masks of each output first: outputs are what was sampled.
        Estimate Over(int strength, int from, Func<int, int, int> count) => Estimate.Of(
            [.. masks.Index().GroupBy(mask => mask.Item.Output).Select(output => output.Average(mask => count(from + mask.Index, strength) / (double)data.Count))]);
        MaskPoint[] points = [.. Strengths.Select((strength, index) => new MaskPoint(
            strength, Over(index, 0, counts.Right), Over(index, masks.Count, counts.Right), Over(index, 0, counts.Taken), Over(index, masks.Count, counts.Taken)))];
        return new MaskCurve(masks, data, points, [.. masks.Select((_, mask) => new MaskEffect(counts.Taken(mask, Steps) / (double)data.Count, counts.Turned(mask)))]);
    }
}
