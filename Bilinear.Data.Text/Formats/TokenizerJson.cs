using Bilinear.Data.Text.Decoding;
using Bilinear.Data.Text.Json;
using Bilinear.Data.Text.Models;
using Bilinear.Data.Text.Normalizing;
using Bilinear.Data.Text.Splitting;
using Bilinear.Text;

namespace Bilinear.Data.Text.Formats;

/// <summary>
/// Reads <c>tokenizer.json</c> of Hugging Face. Ids and texts are those of its JavaScript library, <c>@huggingface/tokenizers</c>.
/// What is not supported is refused by its name.
/// </summary>
internal static class TokenizerJson
{
    /// <param name="config">The file <c>tokenizer_config.json</c> beside it; null where there is none.</param>
    /// <exception cref="TextFileException">Something in a file is wrong, or not supported.</exception>
    public static TokenizerParts Read(JsonPart root, JsonPart? config)
    {
        foreach (var rule in new[] { "remove_space", "do_lowercase_and_remove_accent" })
        {
            if (config?.Flag(rule) == true)
                throw config.WrongEntry(rule, "is true, which is not supported");
        }
        var model = root.Part("model");
        var added = root.Items("added_tokens").Select(part => new { Part = part, Content = Content(part), Id = part.Number("id"), IsSpecial = part.Flag("special") }).ToList();
        var ids = Vocabulary(root, model, added.Select(token => (token.Content, token.Id)));
        var tokens = Order(root, ids);
        var special = added.Where(token => token.IsSpecial).Select(token => token.Id).ToHashSet();

        var normalize = root.OptionalPart("normalizer") is { } normalizer ? Normalizers.Read(normalizer) : null;
        var (raw, normalized, whole) = (new List<AddedToken>(), new List<AddedToken>(), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var token in added)
        {
            var isNormalized = normalize is not null && token.Part.Flag("normalized", otherwise: !token.IsSpecial);
            var content = isNormalized ? normalize!(token.Content) : token.Content;
            (isNormalized ? normalized : raw).Add(new AddedToken(content, token.Id, token.Part.Flag("lstrip"), token.Part.Flag("rstrip")));
            whole[token.Content] = token.Id;
            whole[content] = token.Id;
        }

        var template = new Template(ids);
        if (root.OptionalPart("post_processor") is { } processor)
            template.Read(processor);
        var addedIds = added.Select(token => token.Id).ToHashSet();
        return new TokenizerParts
        {
            Tokens = tokens,
            Added = new AddedTokens(raw),
            Normalize = normalize ?? (text => text),
            AddedToNormalized = new AddedTokens(normalized),
            Whole = whole,
            Split = root.OptionalPart("pre_tokenizer") is { } splitter ? Splitters.Read(splitter) : Splitters.Whole,
            Model = model.Type switch
            {
                "BPE" => BytePairsReader.Read(model, ids),
                "WordPiece" => WordPieces.Read(model, ids),
                _ => throw model.NotSupported("BPE and WordPiece"),
            },
            FusedUnknown = model.Flag("fuse_unk") && model.OptionalText("unk_token") is { } unknown ? ids[unknown] : null,
            Before = template.Before,
            Behind = template.Behind,
            Special = special,
            Bytes = Decoders.Read(root.OptionalPart("decoder"), tokens, addedIds.Contains, config?.Has("clean_up_tokenization_spaces") == true ? config.Flag("clean_up_tokenization_spaces") : null),
            StartToken = SpecialTokens.Start(config, ids, template.Before, special),
            EndToken = SpecialTokens.End(config, ids, template.Behind, special),
        };
    }

    private static string Content(JsonPart token)
    {
        if (token.Flag("single_word"))
            throw token.WrongEntry("single_word", "is true, which is not supported");
        return token.Text("content") is { Length: > 0 } content ? content : throw token.WrongEntry("content", "is empty");
    }

    private static Dictionary<string, int> Vocabulary(JsonPart root, JsonPart model, IEnumerable<(string Content, int Id)> added)
    {
        if (model.Type is not ("BPE" or "WordPiece"))
            throw model.NotSupported("BPE and WordPiece");
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (token, id) in model.Numbers("vocab"))
        {
            if (!ids.TryAdd(token, id))
                throw model.WrongEntry("vocab", $"has {ForeignText.Quote(token)} twice");
        }
        foreach (var (token, id) in added)
        {
            if (!ids.TryAdd(token, id) && ids[token] != id)
                throw root.WrongEntry("added_tokens", $"gives {ForeignText.Quote(token)} the id {id}, and the vocabulary {ids[token]}");
        }
        return ids;
    }

    private static string[] Order(JsonPart root, Dictionary<string, int> ids)
    {
        var tokens = new string?[ids.Count];
        foreach (var (token, id) in ids)
        {
            if (id >= tokens.Length)
                throw root.WrongEntry("model.vocab", $"gives {ForeignText.Quote(token)} the id {id}, and there are {tokens.Length} tokens: ids have to be 0 to {tokens.Length - 1}, each once");
            if (tokens[id] is { } other)
                throw root.WrongEntry("model.vocab", $"gives {ForeignText.Quote(other)} and {ForeignText.Quote(token)} the same id {id}: ids have to be 0 to {tokens.Length - 1}, each once");
            tokens[id] = token;
        }
        return tokens!;
    }
}
