using System.IO.Compression;
using System.Text;
using Bilinear.Data.Text;
using Bilinear.Testing;

namespace Bilinear.Runtime.Tests.DataText;

public sealed class TextFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("one\n<|endoftext|>\ntwo\n", "one", "two")]
    [InlineData("\uFEFF  one\r\n<|endoftext|>\r\n\r\n  \r\n<|endoftext|>\r\n two\r\nand more\r\n<|endoftext|>", "one", "two\r\nand more")]
    [InlineData("say <|endoftext|> here\n <|endoftext|>\t\nend", "say <|endoftext|> here", "end")]
    [InlineData("\n\n<|endoftext|>\n")]
    [InlineData("")]
    public void Texts_StandBetweenLines_Trimmed_AndEmptyOnesAreNone(string file, params string[] texts)
    {
        Assert.Equal(texts, TextFile.Read(Write(Encoding.UTF8.GetBytes(file))));
        Assert.Equal(texts, TextFile.Read(Write(Zip(Encoding.UTF8.GetBytes(file)))));
    }

    /// <summary>Texts that are longer than what is read at once, in several members of one gzip file.</summary>
    [Fact]
    public void LongTexts_AreReadInPieces()
    {
        string[] texts = [.. Enumerable.Range(0, 20).Select(index => string.Concat(Enumerable.Repeat($"é{index} line\n", 1 + (index * index * 60))).Trim())];
        var file = Encoding.UTF8.GetBytes(string.Join("\n<|endoftext|>\n", texts));
        var shares = new List<double>();

        Assert.Equal(texts, TextFile.Read(Write([.. Zip(file[..100_001]), .. Zip(file[100_001..])]), shares.Add));
        Assert.Equal(1, shares[^1]);
        Assert.Equal(shares.Order(), shares);
    }

    [Fact]
    public void WhatIsNoUtf8_IsRefusedAtItsLineAndByte()
    {
        var path = Write([.. "first\n<|endoftext|>\nsecond\nCaf"u8, 0xE9, .. " here\n"u8]);
        Assert.Equal("first", TextFile.Read(path).First());
        Assert.Equal($"{path}:4: byte 4 of this line, 0xE9, is not UTF-8: save the file as UTF-8.", Refusal(path));

        path = Write([.. "cut in two: "u8, 0xE2, 0x82]);
        Assert.Equal($"{path}:1: byte 13 of this line, 0xE2, is not UTF-8: save the file as UTF-8.", Refusal(path));
        Assert.Equal($"{_folder.Path}: it is a folder: name the files of texts that are in it.", Refusal(_folder.Path));
    }

    [Fact]
    public void AGzipFileThatIsCutOff_IsRefusedWhereverThatIs()
    {
        var whole = Zip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 60).Select(index => $"{index * 7919}é\n"))));
        Assert.Single(TextFile.Read(Write(whole)));
        for (var length = 2; length < whole.Length; length++)
        {
            var path = Write(whole[..length]);
            Assert.Equal($"{path}: its compression is damaged, or it is cut off.", Refusal(path));
        }
        whole[^6] ^= 1;
        Assert.Contains("its compression is damaged", Refusal(Write(whole)), StringComparison.Ordinal);
    }

    [Fact]
    public void AFolder_HasBothPartsOrNone()
    {
        Assert.Null(TextFile.InFolder(_folder.Path));
        File.WriteAllText(_folder["test.txt"], "a");
        Assert.Equal($"{_folder.Path}: it has test.txt, and no train.txt: data are both.", Assert.Throws<TextFileException>(() => TextFile.InFolder(_folder.Path)).Message);
        File.WriteAllText(_folder["train.txt.gz"], "a");
        Assert.Equal((_folder["train.txt.gz"], _folder["test.txt"]), TextFile.InFolder(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();

    private static string Refusal(string path) => Assert.Throws<TextFileException>(() => TextFile.Read(path).Count()).Message;

    private string Write(byte[] bytes)
    {
        File.WriteAllBytes(_folder["texts"], bytes);
        return _folder["texts"];
    }

    private static byte[] Zip(byte[] bytes)
    {
        var zipped = new MemoryStream();
        using (var stream = new GZipStream(zipped, CompressionLevel.Optimal))
            stream.Write(bytes);
        return zipped.ToArray();
    }
}
