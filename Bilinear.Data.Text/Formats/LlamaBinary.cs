using System.Buffers.Binary;
using System.Text;
using Bilinear.Data.Text.Decoding;
using Bilinear.Data.Text.Models;
using Bilinear.Text;

namespace Bilinear.Data.Text.Formats;

/// <summary>
/// Reads <c>tokenizer.bin</c> of llama2.c: the length of the longest token, then the score, the length and the bytes of each. Two
/// tokens beside each other are merged where their texts together are a token, the one of the highest score first. Source:
/// <c>export</c> in tokenizer.py, <c>encode</c> and <c>decode</c> in run.c of karpathy/llama2.c.
/// </summary>
internal sealed class LlamaBinary
{
    /// <summary>The ids that the format fixes; behind them stand the tokens of the 256 bytes.</summary>
    private const int Unknown = 0, Start = 1, End = 2, FirstByte = 3, Bytes = 256;

    /// <summary>A token whose score is no higher is never merged.</summary>
    private const float LowestScore = -1e10f;

    /// <summary>Longer tokens are those of another kind of file; each is looked up at every place where it can be cut.</summary>
    private const int LongestToken = 1 << 10;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _path;
    private readonly List<string> _tokens = [];
    private readonly List<float> _scores = [];
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);

    private LlamaBinary(string path) => _path = path;

    /// <exception cref="TextFileException">The file is cut off, or is of another kind.</exception>
    public static TokenizerParts Read(string path, ReadOnlySpan<byte> file)
    {
        var binary = new LlamaBinary(path);
        binary.ReadTokens(file);
        binary.CheckBytes();
        if (!binary._ids.ContainsKey(" "))
            throw binary.Wrong("no token is a blank, which every text begins with");
        return binary.ToParts();
    }

    private void ReadTokens(ReadOnlySpan<byte> file)
    {
        const int Header = sizeof(float) + sizeof(int);
        var longest = file.Length >= sizeof(int) ? BinaryPrimitives.ReadInt32LittleEndian(file) : 0;
        if (longest is < 1 or > LongestToken)
            throw Wrong("it is neither tokenizer.json of Hugging Face nor tokenizer.bin of llama2.c, which begins with the length of the longest token");
        for (var at = sizeof(int); at < file.Length;)
        {
            if (file.Length - at < Header)
                throw CutOff();
            var score = BinaryPrimitives.ReadSingleLittleEndian(file[at..]);
            var length = BinaryPrimitives.ReadInt32LittleEndian(file[(at + sizeof(float))..]);
            at += Header;
            if (length < 1 || length > longest)
                throw Wrong($"the token {_tokens.Count} would be {length} bytes long, and the longest is said to be {longest}: the file is damaged, or no tokenizer.bin of llama2.c");
            if (!float.IsFinite(score))
                throw Wrong($"the score of the token {_tokens.Count} is no number: the file is damaged");
            if (file.Length - at < length)
                throw CutOff();
            Add(file.Slice(at, length), score);
            at += length;
        }
    }

    private void Add(ReadOnlySpan<byte> bytes, float score)
    {
        if (!System.Text.Unicode.Utf8.IsValid(bytes))
            throw Wrong($"the token {_tokens.Count} is no UTF-8 text: the file is damaged");
        var token = Utf8.GetString(bytes);
        if (!_ids.TryAdd(token, _tokens.Count))
            throw Wrong($"the tokens {_ids[token]} and {_tokens.Count} are both {ForeignText.Quote(token)}: the file is damaged");
        _tokens.Add(token);
        _scores.Add(score);
    }

    private void CheckBytes()
    {
        if (_tokens.Count < FirstByte + Bytes)
            throw CutOff();
        for (var value = 0; value < Bytes; value++)
        {
            if (_tokens[FirstByte + value] != BytePairsReader.ByteName(value))
                throw Wrong($"the token {FirstByte + value} is {ForeignText.Quote(_tokens[FirstByte + value])}, and llama2.c has {BytePairsReader.ByteName(value)} there");
        }
    }

    private TokenizerParts ToParts()
    {
        var special = new HashSet<int> { Unknown, Start, End };
        var table = _tokens.Select((token, id) => id - FirstByte is >= 0 and < Bytes and var value ? [(byte)value] : Utf8.GetBytes(token)).ToArray();
        return new TokenizerParts
        {
            Tokens = [.. _tokens.Select((token, id) => special.Contains(id) ? token.Trim('\n') : token)],
            Normalize = text => " " + text,
            Model = new BytePairs(_ids, ReadMerges(), [.. Enumerable.Range(FirstByte, Bytes)], unknown: null),
            Before = [Start],
            Special = special,
            Bytes = new TokenBytes(table, table, Stripped: ' ', StripsAtMost: 1, IsCleaned: false),
            StartToken = Start,
            EndToken = End,
        };
    }

    private Merges ReadMerges()
    {
        // Of equal scores the leftmost pair is first, as of equal ranks.
        var ranks = _scores.Distinct().OrderDescending().Select((score, rank) => (score, rank)).ToDictionary(pair => pair.score, pair => (uint)pair.rank);
        var merges = new Merges();
        var find = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var id = 0; id < _tokens.Count; id++)
        {
            for (var cut = 1; cut < _tokens[id].Length && _scores[id] > LowestScore; cut++)
            {
                if (find.TryGetValue(_tokens[id].AsSpan(0, cut), out var left) && find.TryGetValue(_tokens[id].AsSpan(cut), out var right))
                    merges.Set(left, right, ranks[_scores[id]], id);
            }
        }
        return merges;
    }

    private TextFileException CutOff() => Wrong($"it ends within or after the token {_tokens.Count}: the file is cut off, or no tokenizer.bin of llama2.c");

    private TextFileException Wrong(string problem) => new(_path, problem + ".");
}
