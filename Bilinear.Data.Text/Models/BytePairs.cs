using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using Bilinear.Data.Text.Normalizing;

namespace Bilinear.Data.Text.Models;

/// <summary>
/// Byte-pair encoding: a word begins as its characters, and pairs are merged in a fixed order. A character that the vocabulary
/// lacks becomes the tokens of its bytes, where the vocabulary has those, else the unknown token. Source: Sennrich et al., Neural
/// machine translation of rare words with subword units, 2016.
/// </summary>
internal sealed class BytePairs : ITokenModel
{
    /// <summary>The longest word that is kept, and how many are.</summary>
    private const int LongestKept = 64, MostKept = 1 << 17;

    private readonly Merges _merges;
    private readonly Dictionary<int, int> _characters;
    private readonly int?[]? _bytes;
    private readonly int? _unknown;

    // Words repeat, and most are in here after a page of text.
    private readonly ConcurrentDictionary<string, int[]> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> _find;
    private int _kept;

    /// <param name="ids">The vocabulary.</param>
    /// <param name="bytes">The tokens of the 256 bytes, for characters that the vocabulary lacks; null where they are not used.</param>
    /// <param name="unknown">The token of what cannot be written otherwise; null where that is left out.</param>
    public BytePairs(IReadOnlyDictionary<string, int> ids, Merges merges, int?[]? bytes, int? unknown)
    {
        (_merges, _bytes, _unknown) = (merges, bytes, unknown);
        _characters = ids.Where(token => Rune.TryGetRuneAt(token.Key, 0, out var rune) && rune.Utf16SequenceLength == token.Key.Length)
            .ToDictionary(token => Rune.GetRuneAt(token.Key, 0).Value, token => token.Value);
        _find = _known.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public void Encode(ReadOnlySpan<char> word, List<int> ids)
    {
        if (word.Length > LongestKept)
        {
            Merge(word, ids);
        }
        else if (_find.TryGetValue(word, out var known))
        {
            ids.AddRange(known);
        }
        else
        {
            var begin = ids.Count;
            Merge(word, ids);
            if (Volatile.Read(ref _kept) < MostKept && _known.TryAdd(word.ToString(), [.. ids[begin..]]))
                Interlocked.Increment(ref _kept);
        }
    }

    private void Merge(ReadOnlySpan<char> word, List<int> ids)
    {
        // A character has at most four bytes, a unit of UTF-16 at most three.
        var buffer = ArrayPool<int>.Shared.Rent((_bytes is null ? 1 : 3) * word.Length);
        var count = 0;
        Span<byte> bytes = stackalloc byte[4];
        for (var rest = word; !rest.IsEmpty;)
        {
            var rune = Characters.First(rest, out var units);
            rest = rest[units..];
            if (_characters.TryGetValue(rune.Value, out var id))
            {
                buffer[count++] = id;
            }
            else if (_bytes is not null && TryBytes(bytes[..rune.EncodeToUtf8(bytes)], buffer.AsSpan(count)))
            {
                count += rune.Utf8SequenceLength;
            }
            else if (_unknown is { } unknown)
            {
                buffer[count++] = unknown;
            }
        }
        ids.AddRange(buffer.AsSpan(0, MergeQueue.Run(_merges, buffer.AsSpan(0, count))));
        ArrayPool<int>.Shared.Return(buffer);
    }

    private bool TryBytes(ReadOnlySpan<byte> character, Span<int> tokens)
    {
        for (var index = 0; index < character.Length; index++)
        {
            if (_bytes![character[index]] is not { } token)
                return false;
            tokens[index] = token;
        }
        return true;
    }
}
