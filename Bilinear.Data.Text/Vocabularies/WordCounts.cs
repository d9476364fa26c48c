using System.Text;
using Bilinear.Data.Text.Splitting;

namespace Bilinear.Data.Text.Vocabularies;

/// <summary>How often each word stands in texts.</summary>
internal sealed class WordCounts
{
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> _find;
    private readonly Word _count;

    public WordCounts()
    {
        _find = _counts.GetAlternateLookup<ReadOnlySpan<char>>();
        _count = word => System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_find, word, out _)++;
    }

    public bool IsEmpty => _counts.Count == 0;

    public long Bytes { get; private set; }

    /// <summary>The words in the order of their characters.</summary>
    public IEnumerable<KeyValuePair<string, long>> InOrder => _counts.OrderBy(word => word.Key, StringComparer.Ordinal);

    public void Add(string text)
    {
        ByteLevel.Cut(text, _count);
        Bytes += Encoding.UTF8.GetByteCount(text);
    }
}
