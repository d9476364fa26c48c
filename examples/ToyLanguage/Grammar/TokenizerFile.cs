using System.Text.Json;

namespace Examples.ToyLanguage.Grammar;

/// <summary>A <c>tokenizer.json</c> of Hugging Face whose tokens are the words of a language, with a token before each text and none behind.</summary>
internal static class TokenizerFile
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n" };

    public static string Of(Language language)
    {
        var (start, unknown) = (Special(language, Language.Start), Special(language, Language.Unknown));
        object before = new { SpecialToken = new { id = Language.Start, type_id = 0 } };
        return JsonSerializer.Serialize(
            new
            {
                version = "1.0",
                added_tokens = new[] { start, unknown },
                pre_tokenizer = new { type = "WhitespaceSplit" },
                post_processor = new
                {
                    type = "TemplateProcessing",
                    single = new[] { before, Sequence("A", 0) },
                    pair = new[] { before, Sequence("A", 0), Sequence("B", 1) },
                    special_tokens = new Dictionary<string, object> { [Language.Start] = new { id = Language.Start, ids = new[] { IdOf(language, Language.Start) }, tokens = new[] { Language.Start } } },
                },
                model = new
                {
                    type = "WordPiece",
                    unk_token = Language.Unknown,
                    continuing_subword_prefix = "##",
                    max_input_chars_per_word = 100,
                    vocab = language.Words.ToDictionary(word => word.Text, word => IdOf(language, word.Text)),
                },
            },
            Layout) + "\n";
    }

    private static object Sequence(string id, int type) => new { Sequence = new { id, type_id = type } };

    private static object Special(Language language, string content) =>
        new { id = IdOf(language, content), content, single_word = false, lstrip = false, rstrip = false, normalized = false, special = true };

    private static int IdOf(Language language, string text) => language.Words.TakeWhile(word => word.Text != text).Count();
}
