using System.Text;
using Bilinear.Data.Text;

namespace Bilinear.Runtime.Tests.DataText;

/// <summary>Ids and texts are those of Hugging Face's JavaScript library and of llama2.c.</summary>
public sealed class TokenizerTests
{
    [Theory]
    [InlineData("expected.json", "tinystories-656k")]
    [InlineData("expected.json", "stories-4096")]
    [InlineData("expected.json", "simplestories-4096")]
    [InlineData("random.json", "tinystories-656k")]
    [InlineData("random.json", "stories-4096")]
    [InlineData("random.json", "simplestories-4096")]
    [InlineData("random.json", "stories260K")]
    public void Ids_AndDecodedTexts_AreThoseOfTheOtherLibrary(string file, string name)
    {
        var tokenizer = TokenizerFiles.Load(name);

        Assert.All(TokenizerFiles.Cases(file, name), one =>
        {
            Assert.Equal(one.Ids, tokenizer.Encode(one.Text));
            Assert.Equal(one.Decoded, tokenizer.Decode(one.Ids));
            var decoder = tokenizer.OpenDecoder();
            Assert.Equal(one.Decoded, string.Concat(one.Ids.Select(decoder.Add)) + decoder.Finish());
        });
    }

    [Fact]
    public void AFolder_IsItsTokenizer_AndTheConfigurationNamesStartAndEnd()
    {
        var tokenizer = Tokenizer.Load(Path.GetDirectoryName(TokenizerFiles.TinyStories)!);

        Assert.Equal((2048, 1, 2), (tokenizer.Size, tokenizer.StartToken, tokenizer.EndToken));
        Assert.Equal("9a7917d490ac034a4e69eb081096226971887e9e66b0969355421613f62b12e7", tokenizer.Checksum);
        Assert.Equal("<|end_story|>", tokenizer.TokenText(2));
    }

    [Fact]
    public void ACharacterOfSeveralTokens_ComesWithTheLastOfThem()
    {
        var tokenizer = Tokenizer.Load(TokenizerFiles.Stories260K);
        var ids = tokenizer.Encode("a😀 b", addSpecialTokens: false);
        var decoder = tokenizer.OpenDecoder();

        Assert.Equal(["a", "", "", "", "😀", " b"], ids.Select(decoder.Add));
        Assert.Equal("", decoder.Finish());
        Assert.Equal("<0xF0>", tokenizer.TokenText(ids[1]));
        Assert.Equal(["a", "", ""], ids[..3].Select(decoder.Add));
        Assert.Equal("\uFFFD", decoder.Finish());
        Assert.Throws<ArgumentOutOfRangeException>(() => decoder.Add(512));
    }

    /// <summary>The merges of a text without words, one by one as the definition says, and by the queue.</summary>
    [Fact]
    public void ALongTextWithoutWords_IsMergedAsTheDefinitionSays()
    {
        var tokenizer = Tokenizer.Load(TokenizerFiles.Stories260K);
        var text = string.Concat(Enumerable.Repeat("onceuponatimetherewasalittlegirlnamedlilyaaaaaaaaa", 12));

        Assert.Equal(Naive(text), tokenizer.Encode(text, addSpecialTokens: false).Select(tokenizer.TokenText));
    }

    /// <summary>What lies here for every clone are copies.</summary>
    [Fact]
    public void TheFiles_EqualTheirOriginals()
    {
        var data = Environment.GetEnvironmentVariable("BILINEAR_DATA");
        Assert.SkipWhen(data is null, "BILINEAR_DATA is not set: the originals lie in the folder that it names.");
        foreach (var (copy, original) in new[] { (TokenizerFiles.TinyStories, "tinystories-656k/tokenizer.json"), (TokenizerFiles.Stories260K, "stories260K/tok512.bin"), (Path.Combine(TokenizerFiles.Folder, "expected.json"), "tokenizers/expected.json") })
        {
            Assert.SkipUnless(File.Exists(Path.Combine(data!, original)), $"{Path.Combine(data!, original)} is not there.");
            Assert.Equal(File.ReadAllBytes(Path.Combine(data!, original)), File.ReadAllBytes(copy));
        }
    }

    // Always the pair whose text has the highest score, and of those the leftmost: the table is read once more, by other code.
    private static List<string> Naive(string text)
    {
        var bytes = File.ReadAllBytes(TokenizerFiles.Stories260K);
        var scores = new Dictionary<string, float>(StringComparer.Ordinal);
        for (var at = 4; at < bytes.Length; at += 8 + BitConverter.ToInt32(bytes, at + 4))
            scores.Add(Encoding.UTF8.GetString(bytes, at + 8, BitConverter.ToInt32(bytes, at + 4)), BitConverter.ToSingle(bytes, at));
        List<string> tokens = [.. $" {text}".Select(letter => letter.ToString())];
        while (true)
        {
            var pairs = Enumerable.Range(0, tokens.Count - 1).Where(place => scores.ContainsKey(tokens[place] + tokens[place + 1])).ToList();
            if (pairs.Count == 0)
                return tokens;
            var best = pairs.MaxBy(place => scores[tokens[place] + tokens[place + 1]]);
            tokens[best] += tokens[best + 1];
            tokens.RemoveAt(best + 1);
        }
    }
}
