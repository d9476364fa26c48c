using System.Text;
using Bilinear.Data.Text.Json;
using Microsoft.ML.Tokenizers;

namespace Bilinear.Data.Text.Models;

/// <summary>
/// WordPiece: of a word always the longest token that it begins with, and so on with what is left, whose tokens have a prefix. A
/// word that cannot be written so is the unknown token. The search is that of Microsoft.ML.Tokenizers.
/// </summary>
internal sealed class WordPieces : ITokenModel
{
    private const int UsualLongest = 100;

    /// <summary>The library puts the longest word on the stack, whatever a file says of it.</summary>
    private const int MostLongest = 1000;

    private readonly WordPieceTokenizer _pieces;
    private readonly int _longest;
    private readonly int _unknown;

    private WordPieces(WordPieceTokenizer pieces, int longest, int unknown) => (_pieces, _longest, _unknown) = (pieces, longest, unknown);

    /// <exception cref="TextFileException">An entry is missing, or a token cannot be used.</exception>
    public static WordPieces Read(JsonPart part, IReadOnlyDictionary<string, int> ids)
    {
        var unknown = part.Text("unk_token");
        if (!ids.TryGetValue(unknown, out var unknownId))
            throw part.WrongEntry("unk_token", "is a token that the vocabulary does not have");
        if (ids.Keys.FirstOrDefault(token => token.AsSpan().ContainsAny("\r\n") || token.Length == 0) is not null)
            throw part.WrongEntry("vocab", "has an empty token, or one with a line break, which is not supported");
        var longest = part.Number("max_input_chars_per_word", UsualLongest);
        if (longest is < 1 or > MostLongest)
            throw part.WrongEntry("max_input_chars_per_word", $"is {longest}, which is not supported; 1 to {MostLongest} are");
        // The library reads a file of one token a line, in the order of their ids.
        var lines = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', ids.OrderBy(token => token.Value).Select(token => token.Key))));
        var options = new WordPieceOptions
        {
            UnknownToken = unknown,
            ContinuingSubwordPrefix = part.Text("continuing_subword_prefix"),
            MaxInputCharsPerWord = 2 * longest,    // in units of UTF-16
            PreTokenizer = null,
            Normalizer = null,
        };
        return new WordPieces(WordPieceTokenizer.Create(lines, options), longest, unknownId);
    }

    public void Encode(ReadOnlySpan<char> word, List<int> ids)
    {
        var characters = 0;
        foreach (var _ in word.EnumerateRunes())
            characters++;
        if (characters > _longest)
            ids.Add(_unknown);
        else
            ids.AddRange(_pieces.EncodeToIds(word, considerPreTokenization: false, considerNormalization: false));
    }
}
