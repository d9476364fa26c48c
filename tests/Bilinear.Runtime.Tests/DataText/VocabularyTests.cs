using System.Text;
using System.Text.RegularExpressions;
using Bilinear.Data.Text;
using Bilinear.Testing;

namespace Bilinear.Runtime.Tests.DataText;

public sealed class VocabularyTests : IDisposable
{
    private static readonly string[] Texts =
    [
        "Once upon a time, there was a little girl. She had a banana, a banananana and an anaconda.",
        "aaaaaaaa aaa aaaa  the   cat's hat\n\nThe cat isn't in the hat, they've said. 3.14 and 314!",
        "日本語と日本人。😀😀 naïve café",
    ];

    private readonly TemporaryFolder _folder = new();

    /// <summary>Every merge against counting all pairs of all words anew, which is the definition.</summary>
    [Fact]
    public void Merges_AreThoseOfTheDefinition()
    {
        var path = _folder["tokenizer.json"];
        var vocabulary = Vocabulary.Train(Texts, 285);
        vocabulary.Save(path);
        var tokenizer = Tokenizer.Load(path);

        Assert.Equal(285, tokenizer.Size);
        Assert.Equal((0, 0, "<|endoftext|>"), (tokenizer.StartToken, tokenizer.EndToken, tokenizer.TokenText(0)));
        Assert.Equal(Naive(285 - Vocabulary.SmallestSize), Enumerable.Range(Vocabulary.SmallestSize, 285 - Vocabulary.SmallestSize).Select(id => Bytes(path, id)));
        Assert.Equal(vocabulary.TextTokens, Texts.Sum(text => tokenizer.Encode(text, addSpecialTokens: false).Length));
        Assert.Equal(vocabulary.TextBytes, Texts.Sum(Encoding.UTF8.GetByteCount));
    }

    [Fact]
    public void EveryText_ComesBack_AndTheOrderOfTextsDoesNotMatter()
    {
        Vocabulary.Train(Texts, 300).Save(_folder["a.json"]);
        Vocabulary.Train(Texts.Reverse(), 300).Save(_folder["b.json"]);
        Assert.Equal(File.ReadAllBytes(_folder["a.json"]), File.ReadAllBytes(_folder["b.json"]));

        var tokenizer = Tokenizer.Load(_folder["a.json"]);
        Assert.Equal(0, tokenizer.Encode("a")[0]);
        Assert.All([.. Texts, "", "\0\u0001\t\r\n \u00A0\u2028", "𝔘𝔫𝔦\u0301\u200D", .. TokenizerFiles.Cases("random.json", "stories260K").Select(one => one.Text)], text =>
            Assert.Equal(text.Replace("<|endoftext|>", "", StringComparison.Ordinal), tokenizer.Decode(tokenizer.Encode(text))));
    }

    [Fact]
    public void WhatNeverStandsTogether_IsNoToken()
    {
        Assert.Equal(Vocabulary.SmallestSize, Vocabulary.Train(["abc"], 1000).Size);
        Assert.Throws<ArgumentException>(() => Vocabulary.Train(["", ""], 1000));
        Assert.Throws<ArgumentOutOfRangeException>(() => Vocabulary.Train(["abc"], 256));
    }

    public void Dispose() => _folder.Dispose();

    // The bytes of a token, by the vocabulary's own text and not by the tokenizer.
    private static string Bytes(string path, int id)
    {
        using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(path));
        var token = json.RootElement.GetProperty("model").GetProperty("vocab").EnumerateObject().Single(entry => entry.Value.GetInt32() == id).Name;
        return string.Concat(token.Select(letter => (char)(letter < 0x100 ? letter : Hidden[letter - 0x100])));
    }

    // The bytes that cannot be seen, which have the characters from U+0100 on.
    private static readonly int[] Hidden = [.. Enumerable.Range(0, 256).Where(value => value is < '!' or (> '~' and < 0xA1) or 0xAD)];

    private static IEnumerable<string> Naive(int merges)
    {
        // Words of bytes, each byte a character. .NET's expression is the same for characters of one unit.
        var words = Texts.SelectMany(text => Regex.Matches(text, @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+").Select(match => match.Value))
            .Select(word => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(word)).Select(letter => $"{letter}").ToList()).ToList();
        var order = new List<string>([.. Enumerable.Range(0, 256).OrderBy(value => Hidden.Contains(value) ? 0x100 + Array.IndexOf(Hidden, value) : value).Select(value => $"{(char)value}")]);
        for (var merge = 0; merge < merges; merge++)
        {
            var (left, right) = words.SelectMany(word => word.Zip(word.Skip(1))).GroupBy(pair => pair)
                .OrderByDescending(group => group.Count()).ThenBy(group => order.IndexOf(group.Key.First)).ThenBy(group => order.IndexOf(group.Key.Second)).First().Key;
            order.Add(left + right);
            foreach (var word in words)
            {
                for (var place = 0; place + 1 < word.Count; place++)
                {
                    if (word[place] == left && word[place + 1] == right)
                    {
                        word[place] += right;
                        word.RemoveAt(place + 1);
                    }
                }
            }
            yield return left + right;
        }
    }
}
