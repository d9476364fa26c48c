namespace Bilinear.Spectral.Masks;

/// <summary>Of each mask and strength, how many samples are answered rightly, and how many of other classes are taken for the mask's target; and the first that each turns.</summary>
internal sealed class MaskCounts(int masks)
{
    private readonly int[] _right = new int[masks * MaskCurve.Strengths.Count];
    private readonly int[] _taken = new int[masks * MaskCurve.Strengths.Count];
    private readonly int[] _turned = [.. Enumerable.Repeat(int.MaxValue, masks)];

    public int Right(int mask, int strength) => _right[(mask * MaskCurve.Strengths.Count) + strength];

    public int Taken(int mask, int strength) => _taken[(mask * MaskCurve.Strengths.Count) + strength];

    /// <summary>The first sample that the model answers rightly, and takes for the mask's target under the strongest mask; null where there is none.</summary>
    public int? Turned(int mask) => _turned[mask] is < int.MaxValue and var sample ? sample : null;

    public void Turn(int mask, int sample) => _turned[mask] = Math.Min(_turned[mask], sample);

    public void Add(int mask, int strength, int answer, int label, int target)
    {
        var place = (mask * MaskCurve.Strengths.Count) + strength;
        _right[place] += answer == label ? 1 : 0;
        _taken[place] += answer == target && label != target ? 1 : 0;
    }

    public void Add(MaskCounts other)
    {
        for (var place = 0; place < _right.Length; place++)
            (_right[place], _taken[place]) = (_right[place] + other._right[place], _taken[place] + other._taken[place]);
        for (var mask = 0; mask < _turned.Length; mask++)
            Turn(mask, other._turned[mask]);
    }
}
