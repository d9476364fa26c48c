using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Bilinear.Data.Text.Corpora;
using Bilinear.Serialization;
using Bilinear.Serialization.Files;

namespace Bilinear.Data.Text;

/// <summary>
/// Texts as tokens, each between the start and the end token of the tokenizer, as far as it has those. The tokens of a tokenised
/// corpus stay in its file, so that there may be more than memory holds. Any thread may read it at any time.
/// </summary>
public sealed class TextCorpus : IDisposable
{
    private const int Piece = 1 << 18;

    private readonly CorpusInfo _info;
    private readonly ITokenStore _tokens;
    private readonly long[] _starts;
    private readonly long[] _bytes;

    private TextCorpus(string path, CorpusInfo info, ITokenStore tokens, long[] starts, long[] bytes) =>
        (Path, _info, _tokens, _starts, _bytes) = (path, info, tokens, starts, bytes);

    /// <summary>The path that it was opened by.</summary>
    public string Path { get; }

    /// <summary>The number of texts.</summary>
    public int Texts => _bytes.Length;

    /// <summary>The number of tokens of all texts, start and end tokens among them.</summary>
    public long Tokens => _tokens.Count;

    /// <summary>The number of tokens of the tokenizer: a token is from 0 to one less.</summary>
    public int VocabularySize => _info.Vocabulary;

    /// <summary>The token that each text begins with; null where there is none.</summary>
    public int? StartToken => _info.Start;

    /// <summary>The token that each text ends with; null where there is none.</summary>
    public int? EndToken => _info.End;

    /// <summary>The checksum of the tokenizer that the tokens are of.</summary>
    public string TokenizerChecksum => _info.Checksum;

    /// <summary>The SHA-256 of tokens and of where texts begin, in hexadecimal. It is computed when it is first asked for, and reads all tokens once.</summary>
    public string Checksum => field ??= ComputeChecksum();

    /// <summary>Opens a tokenised corpus, or reads texts.</summary>
    /// <param name="path">A file that <c>bmlp tokenize</c> wrote, or a file of texts, as <see cref="TextFile"/> reads it.</param>
    /// <param name="tokenizer">Tokenises texts; a corpus that is tokenised has to be of the same one. It may be null for that.</param>
    /// <param name="progress">Is told the share of texts, from 0 to 1, that has been read.</param>
    /// <param name="ending">What is put behind each text before it is tokenised, for a model that knows the end of a text by words of its own; nothing can be put behind what is tokenised.</param>
    /// <exception cref="TextFileException">It is damaged, is no UTF-8, has no text, or is of another tokenizer.</exception>
    /// <exception cref="IOException">It does not exist, or cannot be read.</exception>
    public static TextCorpus Open(string path, Tokenizer? tokenizer = null, Action<double>? progress = null, string ending = "")
    {
        ArgumentNullException.ThrowIfNull(path);
        var isTokenised = IsTensors(path);
        if (isTokenised && ending.Length > 0)
            throw new TextFileException(path, "it is tokenised already, and an ending is put behind texts before that: give the texts, or tokenise them with their endings.");
        var corpus = isTokenised ? OpenTokens(path, tokenizer)
            : Read(path, tokenizer ?? throw new TextFileException(path, "it is no tokenised corpus, and texts need a tokenizer, a tokenizer.json or a tokenizer.bin: name one."), progress, ending);
        if (corpus.Texts > 0)
            return corpus;
        corpus.Dispose();
        throw new TextFileException(path, TextFile.HasNone);
    }

    /// <summary>The number of tokens of a text.</summary>
    public int Length(int text)
    {
        Check(text);
        return (int)(_starts[text + 1] - _starts[text]);
    }

    /// <summary>The number of bytes of a text as UTF-8.</summary>
    public long Bytes(int text)
    {
        Check(text);
        return _bytes[text];
    }

    /// <summary>Copies tokens of a text.</summary>
    /// <param name="first">The place of the first of them in the text.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such text, or it has fewer tokens.</exception>
    public void Read(int text, int first, Span<int> destination)
    {
        var length = Length(text);
        if (first < 0 || first > length - destination.Length)
            throw new ArgumentOutOfRangeException(nameof(first), $"The text {text} has {length} tokens: {destination.Length} from the place {first} on are not all there.");
        _tokens.Read(_starts[text] + first, destination);
    }

    public void Dispose() => _tokens.Dispose();

    private void Check(int text)
    {
        if ((uint)text >= (uint)Texts)
            throw new ArgumentOutOfRangeException(nameof(text), $"There is no text {text}: there are {Texts}, from 0 on.");
    }

    private static bool IsTensors(string path)
    {
        // Of a pipe nothing may be lost by a look at its beginning.
        if (FilePlace.KindOf(path) != FileKind.Regular)
            return false;
        Span<byte> start = stackalloc byte[sizeof(long) + 1];
        using var file = File.OpenRead(path);
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start[^1] == '{' && BitConverter.ToUInt64(start) <= (ulong)file.Length;
    }

    private static TextCorpus OpenTokens(string path, Tokenizer? tokenizer)
    {
        var file = SafeTensorsFile.Open(path);
        try
        {
            var (info, tokens, starts, bytes) = CorpusFile.Read(file);
            if (tokenizer is not null && (tokenizer.Checksum != info.Checksum || tokenizer.Size != info.Vocabulary))
                throw new TextFileException(path, $"its tokens are of another tokenizer than {Bilinear.Text.ForeignText.Shorten(tokenizer.Path)}, with {info.Vocabulary} tokens where that has {tokenizer.Size}, or in another order: tokenise the texts with this one.");
            return new TextCorpus(path, info, tokens, starts, bytes);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static TextCorpus Read(string path, Tokenizer tokenizer, Action<double>? progress, string ending)
    {
        var (tokens, starts, bytes) = (new List<int>(), new List<long> { 0 }, new List<long>());
        foreach (var text in TextFile.Read(path, progress))
        {
            var whole = tokenizer.EncodeWhole(text + ending);
            if (tokens.Count > Array.MaxLength - whole.Length)
                throw new TextFileException(path, "it has more tokens than an array can hold: tokenise it with `bmlp tokenize`, and open what that writes.");
            tokens.AddRange(whole);
            starts.Add(tokens.Count);
            bytes.Add(Encoding.UTF8.GetByteCount(text));
        }
        return new TextCorpus(path, CorpusInfo.Of(tokenizer, path), new TokensInMemory(tokens), [.. starts], [.. bytes]);
    }

    private string ComputeChecksum()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(_starts.AsSpan()));
        var buffer = new int[Math.Min(Piece, Tokens)];
        for (var first = 0L; first < Tokens; first += Piece)
        {
            var piece = buffer.AsSpan(0, (int)Math.Min(Piece, Tokens - first));
            _tokens.Read(first, piece);
            hash.AppendData(MemoryMarshal.AsBytes(piece));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
