using System.Text.Encodings.Web;
using System.Text.Json;

namespace Bilinear.Data.Text.Vocabularies;

/// <summary>Writes a vocabulary as <c>tokenizer.json</c>, in the parts that Hugging Face's libraries give a tokenizer of GPT-2's kind.</summary>
internal static class VocabularyFile
{
    private const string Version = "1.0";

    public static void Write(Stream stream, IReadOnlyList<string> tokens, IReadOnlyList<(string Left, string Right)> merges)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteString("version", Version);
        json.WriteNull("truncation");
        json.WriteNull("padding");
        json.WriteStartArray("added_tokens");
        WriteEndOfText(json);
        json.WriteEndArray();
        json.WriteNull("normalizer");
        WriteByteLevel(json, "pre_tokenizer");
        WriteTemplate(json);
        WriteByteLevel(json, "decoder");
        WriteModel(json, tokens, merges);
        json.WriteEndObject();
    }

    private static void WriteEndOfText(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("id", 0);
        json.WriteString("content", ByteTokens.EndOfText);
        foreach (var rule in new[] { "single_word", "lstrip", "rstrip", "normalized" })
            json.WriteBoolean(rule, false);
        json.WriteBoolean("special", true);
        json.WriteEndObject();
    }

    private static void WriteByteLevel(Utf8JsonWriter json, string entry)
    {
        json.WriteStartObject(entry);
        json.WriteString("type", "ByteLevel");
        json.WriteBoolean("add_prefix_space", false);
        json.WriteBoolean("trim_offsets", true);
        json.WriteBoolean("use_regex", true);
        json.WriteEndObject();
    }

    // <|endoftext|> A, and <|endoftext|> A B where somebody asks for pairs.
    private static void WriteTemplate(Utf8JsonWriter json)
    {
        json.WriteStartObject("post_processor");
        json.WriteString("type", "TemplateProcessing");
        WritePieces(json, "single", "A");
        WritePieces(json, "pair", "A", "B");
        json.WriteStartObject("special_tokens");
        json.WriteStartObject(ByteTokens.EndOfText);
        json.WriteString("id", ByteTokens.EndOfText);
        json.WriteStartArray("ids");
        json.WriteNumberValue(0);
        json.WriteEndArray();
        json.WriteStartArray("tokens");
        json.WriteStringValue(ByteTokens.EndOfText);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WritePieces(Utf8JsonWriter json, string entry, params ReadOnlySpan<string> sequences)
    {
        json.WriteStartArray(entry);
        WritePiece(json, "SpecialToken", ByteTokens.EndOfText, 0);
        for (var index = 0; index < sequences.Length; index++)
            WritePiece(json, "Sequence", sequences[index], index);
        json.WriteEndArray();
    }

    private static void WritePiece(Utf8JsonWriter json, string kind, string id, int type)
    {
        json.WriteStartObject();
        json.WriteStartObject(kind);
        json.WriteString("id", id);
        json.WriteNumber("type_id", type);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteModel(Utf8JsonWriter json, IReadOnlyList<string> tokens, IReadOnlyList<(string Left, string Right)> merges)
    {
        json.WriteStartObject("model");
        json.WriteString("type", "BPE");
        foreach (var entry in new[] { "dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix" })
            json.WriteNull(entry);
        foreach (var rule in new[] { "fuse_unk", "byte_fallback", "ignore_merges" })
            json.WriteBoolean(rule, false);
        json.WriteStartObject("vocab");
        for (var id = 0; id < tokens.Count; id++)
            json.WriteNumber(tokens[id], id);
        json.WriteEndObject();
        // As one text: the libraries read that in all their versions, and no token of bytes has a blank.
        json.WriteStartArray("merges");
        foreach (var (left, right) in merges)
            json.WriteStringValue($"{left} {right}");
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
