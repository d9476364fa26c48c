using System.Buffers;
using Bilinear.Serialization;

namespace Bilinear.Data.Text.Corpora;

/// <summary>
/// A tokenised corpus as a <c>.safetensors</c> file: <c>tokens</c> I32 [tokens], all texts one after the other, each between its
/// start and end token; <c>starts</c> I64 [texts + 1], where each begins, and behind the last where it ends; <c>bytes</c> I64
/// [texts], the bytes of each as UTF-8.
/// </summary>
internal static class CorpusFile
{
    public const string Tokens = "tokens", Starts = "starts", Bytes = "bytes";

    private const int Piece = 1 << 18;

    /// <summary>Checks all of a file that is open, and hands on its parts. The file is disposed with the tokens.</summary>
    /// <exception cref="TextFileException">Something in it is wrong.</exception>
    public static (CorpusInfo Info, ITokenStore Tokens, long[] Starts, long[] Bytes) Read(TensorFile file)
    {
        var info = CorpusInfo.Read(file.Path, file.Metadata);
        var tokens = new TokensInFile(file, Find(file, Tokens, ElementType.I32));
        var starts = Longs(file, Starts);
        var bytes = Longs(file, Bytes);
        if (bytes.LongLength + 1 != starts.LongLength)
            throw Wrong(file, $"{Starts} has {starts.Length} numbers and {Bytes} {bytes.Length}, and one more belongs into the first");
        if (starts[0] != 0 || starts[^1] != tokens.Count)
            throw Wrong(file, $"{Starts} goes from {starts[0]} to {starts[^1]}, and {Tokens} from 0 to {tokens.Count}");
        var total = 0L;
        for (var text = 0; text < bytes.Length; text++)
        {
            if (starts[text] > starts[text + 1])
                throw Wrong(file, $"the text {text} ends at the token {starts[text + 1]}, before it begins at {starts[text]}");
            if (bytes[text] < 0 || bytes[text] > long.MaxValue - total)
                throw Wrong(file, $"the text {text} has {bytes[text]} bytes");
            total += bytes[text];
        }
        CheckTokens(file, info, tokens, starts);
        return (info, tokens, starts, bytes);
    }

    private static void CheckTokens(TensorFile file, CorpusInfo info, TokensInFile tokens, long[] starts)
    {
        var buffer = ArrayPool<int>.Shared.Rent(Piece);
        for (var first = 0L; first < tokens.Count; first += Piece)
        {
            var piece = buffer.AsSpan(0, (int)Math.Min(Piece, tokens.Count - first));
            tokens.Read(first, piece);
            if (piece.IndexOfAnyExceptInRange(0, info.Vocabulary - 1) is >= 0 and var wrong)
            {
                var text = Array.BinarySearch(starts, first + wrong) is var found && found >= 0 ? found : ~found - 1;
                throw Wrong(file, $"the token {first + wrong}, in the text {text}, is {piece[wrong]}, and its vocabulary has {info.Vocabulary} tokens, 0 to {info.Vocabulary - 1}");
            }
        }
        ArrayPool<int>.Shared.Return(buffer);
    }

    private static long[] Longs(TensorFile file, string name)
    {
        var tensor = Find(file, name, ElementType.I64);
        if (tensor.Count > Array.MaxLength)
            throw Wrong(file, $"{name} has {tensor.Count} numbers, more than an array can hold");
        var values = new long[tensor.Count];
        for (var first = 0; first < values.Length; first += Piece)
        {
            var piece = values.AsSpan(first, Math.Min(Piece, values.Length - first));
            file.Read(tensor, (long)first * sizeof(long), System.Runtime.InteropServices.MemoryMarshal.AsBytes(piece));
        }
        return values;
    }

    private static TensorEntry Find(TensorFile file, string name, ElementType type) => !file.Tensors.TryGetValue(name, out var tensor)
        ? throw Wrong(file, $"it has no tensor {name}")
        : tensor.Type == type && tensor.Shape.Count == 1 && (name != Starts || tensor.Count > 0) ? tensor : throw Wrong(file, $"it has {tensor}, and one row of {type} belongs there");

    private static TextFileException Wrong(TensorFile file, string problem) => new(file.Path, $"{problem}: make it anew with `bmlp tokenize`.");
}
