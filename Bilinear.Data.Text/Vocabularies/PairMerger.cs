using Bilinear.Data.Text.Splitting;

namespace Bilinear.Data.Text.Vocabularies;

/// <summary>
/// Merges the two tokens that stand beside each other most often, over and over. All different words lie one behind the other, each
/// as a linked list of tokens; every pair knows how often it stands, and where it stood when it was counted, so that a merge looks
/// at the places of its pair alone.
/// </summary>
internal sealed class PairMerger
{
    /// <summary>No place, or no token.</summary>
    private const int None = -1;

    /// <summary>What stands together once is no rule.</summary>
    private const long LeastCount = 2;

    private readonly List<string> _tokens = [.. ByteTokens.All];
    private readonly Dictionary<string, int> _ids;
    private readonly List<(string Left, string Right)> _merges = [];
    private readonly HashSet<(int Left, int Right)> _known = [];

    // Of each place its token, its neighbours in the word, and the word's count.
    private readonly List<int> _token = [], _before = [], _after = [];
    private readonly List<long> _count = [];

    private readonly Dictionary<(int Left, int Right), Pair> _pairs = [];

    // The highest count first, and of those the lowest tokens. A count that has changed since is put right when it comes.
    private readonly PriorityQueue<(int Left, int Right), (long Count, int Left, int Right)> _queue = new();
    private readonly HashSet<(int Left, int Right)> _risen = [];
    private readonly long _bytes;

    public PairMerger(WordCounts words)
    {
        _bytes = words.Bytes;
        _ids = _tokens.Select((token, id) => (token, id)).ToDictionary(pair => pair.token, pair => pair.id, StringComparer.Ordinal);
        foreach (var (word, count) in words.InOrder)
            ByteLevel.Encode(word, letters => Add(letters, count));
        Enqueue();
    }

    public Vocabulary Run(int size)
    {
        while (_tokens.Count < size && _queue.TryDequeue(out var key, out var order))
        {
            // Two merges may give one token, whose pairs are then counted anew.
            if (!_pairs.TryGetValue(key, out var pair))
                continue;
            if (pair.Count != -order.Count)
                _queue.Enqueue(key, (-pair.Count, key.Left, key.Right));
            else if (pair.Count < LeastCount)
                break;
            else
                Merge(key, pair);
        }
        return new Vocabulary(_tokens, _merges, _bytes, Enumerable.Range(0, _token.Count).Where(place => _token[place] != None).Sum(place => _count[place]));
    }

    private void Add(ReadOnlySpan<char> letters, long count)
    {
        var begin = _token.Count;
        foreach (var letter in letters)
        {
            var place = _token.Count;
            _token.Add(_ids[$"{letter}"]);
            _before.Add(place > begin ? place - 1 : None);
            _after.Add(place < begin + letters.Length - 1 ? place + 1 : None);
            _count.Add(count);
            if (place > begin)
                Rise((_token[place - 1], _token[place]), place - 1);
        }
    }

    private void Merge((int Left, int Right) key, Pair pair)
    {
        var (left, right) = (_tokens[key.Left], _tokens[key.Right]);
        if (!_ids.TryGetValue(left + right, out var merged))
        {
            _ids.Add(left + right, merged = _tokens.Count);
            _tokens.Add(left + right);
        }
        if (_known.Add(key))
            _merges.Add((left, right));
        // Of places that overlap, as in `aaa`, the leftmost is merged.
        pair.Places.Sort();
        foreach (var place in pair.Places)
        {
            var second = _after[place];
            if (_token[place] != key.Left || second == None || _token[second] != key.Right)
                continue;
            var (previous, next) = (_before[place], _after[second]);
            if (previous != None)
                Fall((_token[previous], key.Left), place);
            if (next != None)
                Fall((key.Right, _token[next]), place);
            (_token[place], _token[second]) = (merged, None);
            _after[place] = next;
            if (previous != None)
                Rise((_token[previous], merged), previous);
            if (next != None)
            {
                _before[next] = place;
                Rise((merged, _token[next]), place);
            }
        }
        _pairs.Remove(key);
        _risen.Remove(key);
        Enqueue();
    }

    private void Rise((int Left, int Right) key, int place)
    {
        if (!_pairs.TryGetValue(key, out var pair))
            _pairs.Add(key, pair = new Pair());
        pair.Count += _count[place];
        pair.Places.Add(place);
        _risen.Add(key);
    }

    private void Fall((int Left, int Right) key, int place) => _pairs[key].Count -= _count[place];

    private void Enqueue()
    {
        foreach (var key in _risen)
            _queue.Enqueue(key, (-_pairs[key].Count, key.Left, key.Right));
        _risen.Clear();
    }

    private sealed class Pair
    {
        public long Count { get; set; }

        public List<int> Places { get; } = [];
    }
}
