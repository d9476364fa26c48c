using System.IO.Compression;
using System.Text.Json;
using Bilinear.Testing;

namespace Bilinear.Cli.Tests.Texts;

/// <summary><c>bmlp vocabulary</c> and <c>bmlp tokenize</c>, as they are called.</summary>
public sealed class TextCommandsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Texts_BecomeAVocabulary_AndTokens()
    {
        var (one, two) = (Write("one.txt", "The cat sat on the mat.\n<|endoftext|>\nThe dog sat on the cat."), _folder["two.txt.gz"]);
        using (var zipped = new GZipStream(File.Create(two), CompressionLevel.Optimal))
            zipped.Write("A dog — and a mat.\n<|endoftext|>\n\n"u8);

        var vocabulary = Bmlp.Run("vocabulary", one, two, "--size", "1000", "--out", _folder["tokenizer.json"]);
        Assert.Equal(0, vocabulary.ExitCode);
        Assert.Matches("^size 2[67]\\d\nbytes a token [12]\\.\\d{3}\n$", vocabulary.Output);
        Assert.Contains($"wrote {_folder["tokenizer.json"]} (", vocabulary.Errors, StringComparison.Ordinal);
        Assert.Contains("since no others stand together twice", vocabulary.Errors, StringComparison.Ordinal);

        var tokens = Bmlp.Run("tokenize", one, two, "--tokenizer", _folder.Path, "--out", _folder["tokens.safetensors"], "--json", "--quiet");
        Assert.Equal((0, ""), (tokens.ExitCode, tokens.Errors));
        using var json = JsonDocument.Parse(tokens.Output);
        long Number(string key) => json.RootElement.GetProperty(key).GetInt64();
        Assert.Equal((3, 23 + 23 + 20), (Number("texts"), Number("bytes")));
        Assert.Equal(66.0 / Number("tokens"), json.RootElement.GetProperty("bytes_per_token").GetDouble());

        using var file = File.OpenRead(_folder["tokens.safetensors"]);
        var header = new byte[new BinaryReader(file).ReadInt64()];
        file.ReadExactly(header);
        using var tensors = JsonDocument.Parse(header);
        Assert.Equal(Number("tokens") + 6, tensors.RootElement.GetProperty("tokens").GetProperty("shape")[0].GetInt64());
        Assert.Equal("one.txt\ntwo.txt.gz", tensors.RootElement.GetProperty("__metadata__").GetProperty("sources").GetString());
        Assert.Equal(["one.txt", "tokenizer.json", "tokens.safetensors", "two.txt.gz"], Directory.GetFileSystemEntries(_folder.Path).Select(path => Path.GetFileName(path)).Order());
    }

    [Fact]
    public void WhatCannotBeUsed_IsOneSentence_AndNothingIsWritten()
    {
        var text = Write("text.txt", "Once upon a time");
        var llama = Path.Combine(Repository.Tests, "tokenizers", "stories260K", "tok512.bin");
        File.WriteAllBytes(_folder["latin.txt"], [.. "one\n"u8, 0xE9]);
        File.WriteAllBytes(_folder["cut.bin"], File.ReadAllBytes(llama)[..3000]);
        Write("unigram.json", "{\"model\": {\"type\": \"Unigram\", \"vocab\": []}}");
        Write("empty.txt", "\n<|endoftext|>\n");
        var output = _folder["out.safetensors"];

        Refuses($"{_folder["latin.txt"]}:2: byte 1 of this line, 0xE9, is not UTF-8: save the file as UTF-8.", "tokenize", text, _folder["latin.txt"], "--tokenizer", llama, "--out", output);
        Refuses($"{_folder["empty.txt"]} has no text: texts stand between lines <|endoftext|>.", "vocabulary", _folder["empty.txt"], "--out", _folder["t.json"]);
        Refuses($"{_folder["unigram.json"]}: model is of type 'Unigram', which is not supported; BPE and WordPiece are.", "tokenize", text, "--tokenizer", _folder["unigram.json"], "--out", output);
        Refuses($"{_folder["cut.bin"]}: it ends within or after the token ", "tokenize", text, "--tokenizer", _folder["cut.bin"], "--out", output);
        Refuses($"--out {text} would replace TEXT {text}, which it is made from: choose another name.", "tokenize", text, "--tokenizer", llama, "--out", text);
        Refuses($"--tokenizer {_folder["none.json"]}: there is no such file.", "tokenize", text, "--tokenizer", _folder["none.json"], "--out", output);
        Assert.False(File.Exists(output));
        Assert.Equal(5, Directory.GetFileSystemEntries(_folder.Path).Length);
    }

    public void Dispose() => _folder.Dispose();

    private static void Refuses(string sentence, params string[] arguments)
    {
        var result = Bmlp.Run(arguments);
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"error: {sentence}", Assert.Single(result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder[name], text);
        return _folder[name];
    }
}
