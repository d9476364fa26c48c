namespace Bilinear.Dsl.Scheduling.Memory;

/// <summary>The free ranges of an arena that grows where none is large enough.</summary>
internal sealed class GapList
{
    /// <summary>The gaps, sorted by offset; no two touch.</summary>
    private readonly List<(long Start, long End)> _gaps = [];

    public long Size { get; private set; }

    /// <summary>Takes a range out of the smallest gap that holds it, else from the end.</summary>
    public long Take(long length)
    {
        var best = -1;
        for (var i = 0; i < _gaps.Count; i++)
        {
            if (LengthOf(i) >= length && (best < 0 || LengthOf(i) < LengthOf(best)))
                best = i;
        }

        return best < 0 ? Grow(length) : Cut(best, length);
    }

    /// <summary>Gives a range back.</summary>
    public void Return(long start, long length)
    {
        var end = start + length;
        var next = _gaps.BinarySearch((start, end));
        next = next < 0 ? ~next : next;
        if (next < _gaps.Count && _gaps[next].Start == end)
        {
            end = _gaps[next].End;
            _gaps.RemoveAt(next);
        }

        if (next > 0 && _gaps[next - 1].End == start)
            _gaps[next - 1] = (_gaps[next - 1].Start, end);
        else
            _gaps.Insert(next, (start, end));
    }

    private long LengthOf(int gap) => _gaps[gap].End - _gaps[gap].Start;

    private long Cut(int gap, long length)
    {
        var (start, end) = _gaps[gap];
        if (start + length == end)
            _gaps.RemoveAt(gap);
        else
            _gaps[gap] = (start + length, end);
        return start;
    }

    private long Grow(long length)
    {
        var last = _gaps.Count - 1;
        var start = last >= 0 && _gaps[last].End == Size ? _gaps[last].Start : Size;
        if (start < Size)
            _gaps.RemoveAt(last);
        Size = checked(start + length);
        return start;
    }
}
