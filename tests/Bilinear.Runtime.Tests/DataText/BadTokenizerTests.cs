using System.Text.Json.Nodes;
using Bilinear.Data.Text;
using Bilinear.Testing;

namespace Bilinear.Runtime.Tests.DataText;

public sealed class BadTokenizerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>A part that is not supported, or is damaged, is said by its place.</summary>
    [Theory]
    [InlineData("\"type\": \"BPE\"", "\"type\": \"Unigram\"", "model is of type 'Unigram', which is not supported; BPE and WordPiece are.")]
    [InlineData("\"type\": \"Prepend\"", "\"type\": \"NFKC\"", "normalizer.normalizers[0] is of type 'NFKC', which is not supported; Sequence, Prepend, Replace, NFD, StripAccents and Lowercase are.")]
    [InlineData("\"pre_tokenizer\": null", "\"pre_tokenizer\": {\"type\": \"Metaspace\"}", "pre_tokenizer is of type 'Metaspace', which is not supported; ")]
    [InlineData("\"type\": \"ByteFallback\"", "\"type\": \"CTC\"", "decoder.decoders[1] is of type 'CTC', which is not supported; ")]
    [InlineData("\"type\": \"TemplateProcessing\"", "\"type\": \"BertProcessing\"", "post_processor is of type 'BertProcessing', which is not supported; ")]
    [InlineData("\"pattern\": {\n          \"String\": \" \"", "\"pattern\": {\n          \"Regex\": \" \"", "normalizer.normalizers[1].pattern is a regular expression, and only a \"String\" is supported.")]
    [InlineData("\"th ", "\"th", "model.merges[", true)]
    [InlineData("\"e ▁\"", "\"€ ▁\"", "model.merges[0] names '€', which the vocabulary does not have: get the file anew.")]
    [InlineData("\"\\n\": 3", "\"\\n\": 4", "model.vocab gives '\\u000A' and '!' the same id 4: ")]
    [InlineData("\"\\n\": 3", "\"\\n\": 99999", "model.vocab gives '\\u000A' the id 99999, and there are 2048 tokens: ids have to be 0 to 2047, each once.")]
    [InlineData("\"\\n\": 3", "\"\\n\": \"3\"", "model.vocab.\\u000A is \"3\", and a whole number of at least 0 belongs there.")]
    [InlineData("\"dropout\": null", "\"dropout\": 0.1", "model.dropout is set, which is not supported: tokens would be chosen by chance.")]
    [InlineData("\"unk_token\": \"<unk>\"", "\"unk_token\": \"[UNK]\"", "model.unk_token is a token that the vocabulary does not have.")]
    [InlineData("\"model\": {", "\"model_\": {", "model is missing, and an object belongs there.")]
    public void AFileThatIsNotSupported_IsRefusedByWhatItHas(string before, string after, string problem, bool isAnyPlace = false)
    {
        var file = File.ReadAllText(TokenizerFiles.TinyStories);
        Assert.Contains(before, file, StringComparison.Ordinal);
        var at = file.IndexOf(before, StringComparison.Ordinal);
        File.WriteAllText(_folder["tokenizer.json"], file[..at] + after + file[(at + before.Length)..]);

        var refusal = Assert.Throws<TextFileException>(() => Tokenizer.Load(_folder.Path)).Message;

        Assert.StartsWith($"{_folder["tokenizer.json"]}: {problem}", refusal, StringComparison.Ordinal);
        if (isAnyPlace)
            Assert.EndsWith("is not two tokens, \"a b\" or [\"a\", \"b\"].", refusal, StringComparison.Ordinal);
    }

    /// <summary>Forty steps that each double a text would fill any memory.</summary>
    [Theory]
    [InlineData("normalizer", "normalizers")]
    [InlineData("decoder", "decoders")]
    public void StepsThatMakeATextFarLonger_AreRefusedBeforeThereIsOne(string entry, string steps)
    {
        var file = JsonNode.Parse(File.ReadAllText(TokenizerFiles.TinyStories))!;
        file[entry] = new JsonObject { ["type"] = "Sequence", [steps] = new JsonArray([.. Enumerable.Range(0, 40).Select(_ => new JsonObject { ["type"] = "Replace", ["pattern"] = new JsonObject { ["String"] = "a" }, ["content"] = "aa" })]) };
        File.WriteAllText(_folder["tokenizer.json"], file.ToJsonString());

        Assert.Equal($"{_folder["tokenizer.json"]}: {entry}.{steps}[8] can make a text, with the steps before it, 512 times longer, which is not supported; up to 256 times is.", Refusal(_folder.Path));
    }

    [Fact]
    public void WordsOfNoCharacters_AreRefused()
    {
        File.WriteAllText(_folder["tokenizer.json"], """{"model": {"type": "WordPiece", "unk_token": "?", "continuing_subword_prefix": "##", "max_input_chars_per_word": 0, "vocab": {"?": 0}}}""");

        Assert.Equal($"{_folder["tokenizer.json"]}: model.max_input_chars_per_word is 0, which is not supported; 1 to 1000 are.", Refusal(_folder.Path));
    }

    [Fact]
    public void AConfiguration_NamesTokensThatThereAre()
    {
        File.Copy(TokenizerFiles.TinyStories, _folder["tokenizer.json"]);
        Assert.Equal((1, 2), (Tokenizer.Load(_folder.Path).StartToken, Tokenizer.Load(_folder.Path).EndToken));
        File.WriteAllText(_folder["tokenizer_config.json"], "{\"eos_token\": {\"content\": \"<|end_story|>\"}, \"bos_token\": \"<s>\"}");
        Assert.Equal($"{_folder["tokenizer_config.json"]}: bos_token is a token that the vocabulary does not have.", Refusal(_folder.Path));
        File.WriteAllText(_folder["tokenizer_config.json"], "{\"eos_token\":\n \"<|end_s");
        Assert.StartsWith($"{_folder["tokenizer_config.json"]}:2: byte ", Refusal(_folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void OtherFiles_AreCalledWhatTheyAre()
    {
        Assert.Equal($"{_folder.Path}: the folder has neither tokenizer.json nor tokenizer.bin: name the file, if it is called otherwise.", Refusal(_folder.Path));
        File.WriteAllBytes(_folder["tokenizer.model"], [0x0A, 0x0E, 0x0A, 0x05, .. "<unk>"u8]);
        Assert.Contains("it looks like SentencePiece's tokenizer.model, which is not read", Refusal(_folder["tokenizer.model"]), StringComparison.Ordinal);
        File.WriteAllText(_folder["a.txt"], "Once upon a time");
        Assert.Contains("it is neither tokenizer.json of Hugging Face nor tokenizer.bin of llama2.c", Refusal(_folder["a.txt"]), StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => Tokenizer.Load(_folder["none.json"]));
    }

    [Fact]
    public void ABinaryThatIsCutOff_IsRefused_UnlessItEndsBehindAToken()
    {
        var file = File.ReadAllBytes(TokenizerFiles.Stories260K);
        var whole = 0;
        for (var length = 0; length < file.Length; length += length < 400 ? 1 : 7)
        {
            File.WriteAllBytes(_folder["tok.bin"], file[..length]);
            try
            {
                Assert.InRange(Tokenizer.Load(_folder["tok.bin"]).Size, 259 + 1, 511);
                whole++;
            }
            catch (TextFileException refusal)
            {
                Assert.StartsWith($"{_folder["tok.bin"]}: ", refusal.Message, StringComparison.Ordinal);
            }
        }
        Assert.InRange(whole, 1, 60);
    }

    /// <summary>Changed bytes: refused, or a tokenizer that works; never anything else.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void FilesWithChangedBytes_AreRefusedOrWork(int seed)
    {
        var random = new Random(seed);
        foreach (var original in new[] { File.ReadAllBytes(TokenizerFiles.TinyStories), File.ReadAllBytes(TokenizerFiles.Stories260K) })
        {
            for (var round = 0; round < 100; round++)
            {
                var file = (byte[])original.Clone();
                for (var change = random.Next(3); change >= 0; change--)
                    file[random.Next(round % 2 == 0 ? 3000 : file.Length)] ^= (byte)(1 << random.Next(7));
                File.WriteAllBytes(_folder["changed"], round % 5 == 0 ? file[..random.Next(file.Length)] : file);
                try
                {
                    var tokenizer = Tokenizer.Load(_folder["changed"]);
                    tokenizer.Decode(tokenizer.Encode("Once upon a time, Café <|end_story|> 😀"));
                }
                catch (TextFileException refusal)
                {
                    Assert.StartsWith(_folder["changed"], refusal.Message, StringComparison.Ordinal);
                }
            }
        }
    }

    public void Dispose() => _folder.Dispose();

    private static string Refusal(string path) => Assert.Throws<TextFileException>(() => Tokenizer.Load(path)).Message;
}
