namespace Bilinear.Spectral.Activations;

/// <summary>The largest places of different texts. Of places with the same value the first stays: the same words make the same value, and texts begin alike.</summary>
internal sealed class TopExcerpts(int count)
{
    private const int Before = 28;
    private const int Behind = 7;
    private const double SameWithin = 1e-9;

    private readonly List<(double Size, TextExcerpt Excerpt)> _kept = [];

    /// <summary>The places, the largest first.</summary>
    public IReadOnlyList<TextExcerpt> Kept => [.. _kept.Select(each => each.Excerpt)];

    /// <summary>Offers the largest place of a text.</summary>
    /// <param name="sizes">What is searched for, of each position; a NaN is never the largest.</param>
    /// <param name="values">What is shown of each position.</param>
    public void Offer(int text, ReadOnlySpan<int> tokens, ReadOnlySpan<double> sizes, ReadOnlySpan<double> values)
    {
        var peak = -1;
        for (var position = 0; position < sizes.Length; position++)
        {
            if (peak < 0 ? !double.IsNaN(sizes[position]) : sizes[position] > sizes[peak])
                peak = position;
        }

        if (peak < 0)
            return;
        var size = sizes[peak];
        if (_kept.Any(each => Math.Abs(each.Size - size) <= SameWithin * Math.Abs(size)))
            return;
        var place = _kept.FindIndex(each => size > each.Size) is >= 0 and var found ? found : _kept.Count;
        if (place >= count)
            return;
        var (first, end) = (Math.Max(0, peak - Before), Math.Min(tokens.Length, peak + Behind + 1));
        _kept.Insert(place, (size, new TextExcerpt(text, first, tokens[first..end].ToArray(), values[first..end].ToArray(), peak - first)));
        if (_kept.Count > count)
            _kept.RemoveAt(count);
    }
}
