namespace Bilinear.Spectral.Masks;

/// <summary>Of each mask and strength, how many samples are answered rightly, and how many of other classes are taken for the mask's target.</summary>
internal sealed class MaskCounts(int masks)
{
    private readonly int[] _right = new int[masks * MaskCurve.Strengths.Count];
    private readonly int[] _taken = new int[masks * MaskCurve.Strengths.Count];

    public int Right(int mask, int strength) => _right[(mask * MaskCurve.Strengths.Count) + strength];

    public int Taken(int mask, int strength) => _taken[(mask * MaskCurve.Strengths.Count) + strength];

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
    }
}
