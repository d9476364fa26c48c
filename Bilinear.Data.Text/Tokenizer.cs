using System.Text;
using Bilinear.Data.Text.Formats;
using Bilinear.Text;

namespace Bilinear.Data.Text;

/// <summary>
/// Turns texts into tokens, which are numbers from 0 to <see cref="Size"/> - 1, and back: a <c>tokenizer.json</c> of Hugging Face
/// (byte-pair encoding, WordPiece) or a <c>tokenizer.bin</c> of llama2.c. Any thread may use it at any time.
/// </summary>
public sealed class Tokenizer
{
    private readonly TokenizerParts _parts;

    private Tokenizer(string path, TokenizerParts parts, string checksum) => (Path, _parts, Checksum) = (path, parts, checksum);

    /// <summary>The path that it was loaded from.</summary>
    public string Path { get; }

    /// <summary>The SHA-256 of its file, in hexadecimal.</summary>
    public string Checksum { get; }

    /// <summary>The number of tokens.</summary>
    public int Size => _parts.Tokens.Count;

    /// <summary>The token that every text begins with; null where there is none.</summary>
    public int? StartToken => _parts.StartToken;

    /// <summary>The token that every text ends with, which may be the one that it begins with; null where there is none.</summary>
    public int? EndToken => _parts.EndToken;

    /// <summary>Loads a tokenizer. Where a <c>tokenizer_config.json</c> stands beside a <c>tokenizer.json</c>, that says which tokens begin and end a text.</summary>
    /// <param name="path">A file, or a folder that has <c>tokenizer.json</c> or <c>tokenizer.bin</c>.</param>
    /// <exception cref="TextFileException">It is no tokenizer, is damaged, or has a part that is not supported, which the message names.</exception>
    /// <exception cref="IOException">It does not exist, or cannot be read.</exception>
    public static Tokenizer Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var (parts, checksum) = TokenizerFile.Read(path);
        return new Tokenizer(path, parts, checksum);
    }

    /// <summary>Turns a text into tokens.</summary>
    /// <param name="addSpecialTokens">Whether the tokens that the file puts around a text are put around it.</param>
    public int[] Encode(string text, bool addSpecialTokens = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        var ids = new List<int>(text.Length / 2);
        if (addSpecialTokens)
            ids.AddRange(_parts.Before);
        foreach (var section in _parts.Added.Cut(text))
        {
            if (!TryWhole(section, ids))
                EncodeRaw(section.Text, ids);
        }
        if (addSpecialTokens)
            ids.AddRange(_parts.Behind);
        return [.. ids];
    }

    /// <summary>Turns tokens into text; special tokens are left out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A token is not in the vocabulary.</exception>
    public string Decode(ReadOnlySpan<int> ids)
    {
        var decoder = OpenDecoder();
        var text = new StringBuilder();
        foreach (var id in ids)
            text.Append(decoder.Add(id));
        return text.Append(decoder.Finish()).ToString();
    }

    /// <summary>Begins a text whose tokens come one by one.</summary>
    public StreamingDecoder OpenDecoder() => new(this, _parts.Bytes);

    /// <summary>The text that a token stands for behind others, <c> the</c>; what it is called in its file where it is no text of its own, as <c>[EOS]</c>, <c>##ing</c> or half a character.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in the vocabulary.</exception>
    public string TokenText(int id)
    {
        Check(id);
        var bytes = _parts.Bytes.Later[id];
        return IsSpecial(id) || !ReferenceEquals(_parts.Bytes.First, _parts.Bytes.Later) || !System.Text.Unicode.Utf8.IsValid(bytes) ? _parts.Tokens[id] : Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Whether a token is no text, as those that texts begin and end with are.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in the vocabulary.</exception>
    public bool IsSpecial(int id)
    {
        Check(id);
        return _parts.Special.Contains(id);
    }

    /// <summary>A text of a corpus: its tokens between the start and the end token, as far as there are those.</summary>
    internal int[] EncodeWhole(string text)
    {
        var tokens = Encode(text, addSpecialTokens: false);
        return (StartToken, EndToken) switch
        {
            ({ } start, { } end) => [start, .. tokens, end],
            ({ } start, null) => [start, .. tokens],
            (null, { } end) => [.. tokens, end],
            _ => tokens,
        };
    }

    private void Check(int id)
    {
        if ((uint)id >= (uint)Size)
            throw new ArgumentOutOfRangeException(nameof(id), $"There is no token {id}: {ForeignText.Shorten(Path)} has the tokens 0 to {Size - 1}.");
    }

    // A section that is a token, or nothing.
    private bool TryWhole(Section section, List<int> ids)
    {
        if (section.Token is null && !_parts.Whole.ContainsKey(section.Text))
            return section.Text.Length == 0;
        ids.Add(section.Token?.Id ?? _parts.Whole[section.Text]);
        return true;
    }

    private void EncodeRaw(string text, List<int> ids)
    {
        foreach (var section in _parts.AddedToNormalized.Cut(_parts.Normalize(text)))
        {
            if (TryWhole(section, ids))
                continue;
            var begin = ids.Count;
            _parts.Split(section.Text, word =>
            {
                if (!word.IsEmpty)
                    _parts.Model.Encode(word, ids);
            });
            if (_parts.FusedUnknown is { } unknown)
                Fuse(ids, begin, unknown);
        }
    }

    private static void Fuse(List<int> ids, int begin, int unknown)
    {
        var count = begin;
        for (var index = begin; index < ids.Count; index++)
        {
            if (index == begin || ids[index] != unknown || ids[index - 1] != unknown)
                ids[count++] = ids[index];
        }
        ids.RemoveRange(count, ids.Count - count);
    }
}
