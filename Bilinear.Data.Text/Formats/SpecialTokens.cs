using Bilinear.Data.Text.Json;
namespace Bilinear.Data.Text.Formats;

/// <summary>Finds the tokens that a text begins and ends with: <c>tokenizer_config.json</c> says so, else the post-processor does, else the names that are in use.</summary>
internal static class SpecialTokens
{
    private static readonly string[] Starts = ["<s>", "[BOS]", "<bos>", "<|begin_of_text|>", "<|startoftext|>", "<|start_story|>", "[CLS]"];
    private static readonly string[] Ends = ["</s>", "[EOS]", "<eos>", "<|end_of_text|>", "<|endoftext|>", "<|end_story|>", "[SEP]"];

    /// <param name="config">The file beside the tokenizer; null where there is none.</param>
    /// <param name="special">The special tokens of the tokenizer.</param>
    /// <exception cref="TextFileException">The file names a token that there is not.</exception>
    public static int? Start(JsonPart? config, IReadOnlyDictionary<string, int> ids, IReadOnlyList<int> before, IReadOnlySet<int> special) =>
        Named(config, "bos_token", ids) ?? (before is [var first, ..] ? (int?)first : null) ?? Known(Starts, ids, special);

    /// <inheritdoc cref="Start"/>
    public static int? End(JsonPart? config, IReadOnlyDictionary<string, int> ids, IReadOnlyList<int> behind, IReadOnlySet<int> special) =>
        Named(config, "eos_token", ids) ?? (behind is [.., var last] ? (int?)last : null) ?? Known(Ends, ids, special);

    private static int? Named(JsonPart? config, string entry, IReadOnlyDictionary<string, int> ids) => config?.OptionalContent(entry) is not { } token ? null
        : ids.TryGetValue(token, out var id) ? id : throw config.WrongEntry(entry, "is a token that the vocabulary does not have");

    private static int? Known(string[] names, IReadOnlyDictionary<string, int> ids, IReadOnlySet<int> special) =>
        names.Where(name => ids.TryGetValue(name, out var id) && special.Contains(id)).Select(name => (int?)ids[name]).FirstOrDefault();
}
