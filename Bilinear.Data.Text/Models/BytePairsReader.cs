using System.Globalization;
using System.Text.Json;
using Bilinear.Data.Text.Json;
using Bilinear.Text;

namespace Bilinear.Data.Text.Models;

/// <summary>Reads byte-pair encoding from the entry <c>model</c> of <c>tokenizer.json</c>.</summary>
internal static class BytePairsReader
{
    /// <exception cref="TextFileException">An entry is missing or not supported, or a merge names no token.</exception>
    public static BytePairs Read(JsonPart part, IReadOnlyDictionary<string, int> ids)
    {
        foreach (var affix in new[] { "continuing_subword_prefix", "end_of_word_suffix" })
        {
            if (part.OptionalText(affix) is { Length: > 0 })
                throw part.WrongEntry(affix, "is not empty, which is not supported");
        }
        if (part.Has("dropout"))
            throw part.WrongEntry("dropout", "is set, which is not supported: tokens would be chosen by chance");
        if (part.Flag("ignore_merges"))
            throw part.WrongEntry("ignore_merges", "is true, which is not supported");
        int? unknown = part.OptionalText("unk_token") is not { } token ? null
            : ids.TryGetValue(token, out var id) ? id : throw part.WrongEntry("unk_token", "is a token that the vocabulary does not have");
        return new BytePairs(ids, ReadMerges(part, ids), part.Flag("byte_fallback") ? [.. Enumerable.Range(0, 256).Select(value => Find(ids, ByteName(value)))] : null, unknown);
    }

    /// <summary><c>&lt;0x0A&gt;</c></summary>
    public static string ByteName(int value) => string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>");

    private static int? Find(IReadOnlyDictionary<string, int> ids, string token) => ids.TryGetValue(token, out var id) ? id : null;

    private static Merges ReadMerges(JsonPart part, IReadOnlyDictionary<string, int> ids)
    {
        var merges = new Merges();
        var rank = 0u;
        foreach (var element in part.Elements("merges"))
        {
            var place = $"merges[{rank}]";
            if (Pair(element) is not var (left, right))
                throw part.WrongEntry(place, "is not two tokens, \"a b\" or [\"a\", \"b\"]");
            int Id(string token) => Find(ids, token) ?? throw part.WrongEntry(place, $"names {ForeignText.Quote(token)}, which the vocabulary does not have: get the file anew");
            // A pair that stands twice has the rank of the last, as in Hugging Face's libraries.
            merges.Set(Id(left), Id(right), rank++, Id(left + right));
        }
        return merges;
    }

    private static (string Left, string Right)? Pair(JsonElement element)
    {
        List<string?> tokens = element.ValueKind switch
        {
            JsonValueKind.String => [.. element.GetString()!.Split(' ')],
            JsonValueKind.Array => [.. element.EnumerateArray().Select(token => token.ValueKind == JsonValueKind.String ? token.GetString() : null)],
            _ => [],
        };
        return tokens is [{ Length: > 0 } left, { Length: > 0 } right] ? (left, right) : null;
    }
}
