using Bilinear.Data.Text;
using Bilinear.Data.Text.Corpora;
using Bilinear.Serialization;
using Bilinear.Testing;

namespace Bilinear.Runtime.Tests.DataText;

public sealed class TextCorpusTests : IDisposable
{
    private static readonly string[] Texts = ["Once upon a time", "a", "Café: the cat and the dog were friends and they played all day", "b c"];

    private readonly TemporaryFolder _folder = new();

    /// <summary>From texts and from their tokens in a file: the same corpus.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ACorpus_HoldsEachTextBetweenStartAndEnd(bool isFile)
    {
        var tokenizer = Tokenizer.Load(TokenizerFiles.Stories260K);
        using var corpus = TextCorpus.Open(isFile ? Write(tokenizer) : WriteTexts(), isFile ? null : tokenizer);
        using var other = TextCorpus.Open(isFile ? WriteTexts() : Write(tokenizer), tokenizer);

        Assert.Equal((4, 512, 1, 2, tokenizer.Checksum), (corpus.Texts, corpus.VocabularySize, corpus.StartToken, corpus.EndToken, corpus.TokenizerChecksum));
        Assert.Equal([16L, 1, 63, 3], Enumerable.Range(0, 4).Select(corpus.Bytes));
        for (var text = 0; text < Texts.Length; text++)
        {
            var tokens = new int[corpus.Length(text)];
            corpus.Read(text, 0, tokens);
            Assert.Equal([1, .. tokenizer.Encode(Texts[text], addSpecialTokens: false), 2], tokens);
        }
        Assert.Equal(other.Checksum, corpus.Checksum);
        Assert.Throws<ArgumentOutOfRangeException>(() => corpus.Read(1, 2, new int[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => corpus.Length(4));
    }

    /// <summary>Against cutting lists.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Pieces_HaveEveryTokenButTheFirstAsATarget(int context)
    {
        var tokenizer = Tokenizer.Load(TokenizerFiles.Stories260K);
        using var corpus = TextCorpus.Open(Write(tokenizer));
        var pieces = new TextPieces(corpus, context);

        var expected = Texts.Select(tokenizer.EncodeWhole).SelectMany(ids => ids.SkipLast(1).Zip(ids.Skip(1)).Chunk(context)).ToList();
        Assert.Equal(expected.Count, pieces.Count);
        var (input, target) = (new int[context], new int[context]);
        for (var piece = 0; piece < pieces.Count; piece++)
        {
            pieces.Read(piece, input, target);
            Assert.Equal(expected[piece].Length, pieces.LengthOf(piece));
            Assert.Equal(expected[piece], input.Zip(target).Take(expected[piece].Length));
            Assert.All(input.Zip(target).Skip(expected[piece].Length), rest => Assert.Equal((0, TextPieces.NoTarget), rest));
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => pieces.LengthOf(pieces.Count));
        if (context > 1)
            Assert.Throws<ArgumentException>(() => pieces.Read(0, new int[1], target));
    }

    /// <summary>Behind its start token, or behind its end where it has no start; the end is not scored, and a cut text has the bytes of what is.</summary>
    [Theory]
    [InlineData("stories260K")]
    [InlineData("simplestories-4096")]
    public void ScoredTexts_AreCutAtTheContext(string name)
    {
        var tokenizer = TokenizerFiles.Load(name);
        using var corpus = TextCorpus.Open(WriteTexts(), tokenizer);
        var scored = new ScoredTexts(corpus, context: 8, tokenizer);

        Assert.Equal(4, scored.Count);
        Assert.Equal(Enumerable.Range(0, 4).Count(scored.IsCut), scored.CutCount);
        for (var text = 0; text < Texts.Length; text++)
        {
            int[] ids = [tokenizer.StartToken ?? tokenizer.EndToken!.Value, .. tokenizer.Encode(Texts[text], addSpecialTokens: false)];
            var kept = ids.Take(8).ToArray();
            var (input, target) = (new int[8], new int[8]);
            scored.Read(text, input, target);
            Assert.Equal(kept.Length - 1, scored.LengthOf(text));
            Assert.Equal(kept[..^1], input[..(kept.Length - 1)]);
            Assert.Equal(kept[1..], target[..(kept.Length - 1)]);
            Assert.All(target[(kept.Length - 1)..], rest => Assert.Equal(TextPieces.NoTarget, rest));
            Assert.Equal(ids.Length > 8, scored.IsCut(text));
            Assert.Equal(System.Text.Encoding.UTF8.GetByteCount(ids.Length > 8 ? tokenizer.Decode(kept[1..]) : Texts[text]), scored.Bytes(text));
        }
        Assert.Throws<ArgumentException>(() => new ScoredTexts(corpus, 8, Tokenizer.Load(TokenizerFiles.TinyStories)));
    }

    [Theory]
    [InlineData("the token 5, in the text 1, is 9, and its vocabulary has 9 tokens, 0 to 8: ", 1, 9, 9, new long[] { 0, 4, 6 }, new long[] { 1, 1 })]
    [InlineData("the token 5, in the text 1, is -1, ", 1, 9, -1, new long[] { 0, 4, 6 }, new long[] { 1, 1 })]
    [InlineData("starts goes from 0 to 5, and tokens from 0 to 6: ", 1, 9, 0, new long[] { 0, 4, 5 }, new long[] { 1, 1 })]
    [InlineData("the text 0 ends at the token 7, before", 1, 9, 0, new long[] { 8, 7, 6 }, new long[] { 1, 1 }, true)]
    [InlineData("the text 1 ends at the token 6, before it begins at 7: ", 1, 9, 0, new long[] { 0, 7, 6 }, new long[] { 1, 1 })]
    [InlineData("the text 1 has -3 bytes: ", 1, 9, 0, new long[] { 0, 4, 6 }, new long[] { 1, -3 })]
    [InlineData("the text 1 has 9223372036854775807 bytes: ", 1, 9, 0, new long[] { 0, 4, 6 }, new long[] { 1, long.MaxValue })]
    [InlineData("starts has 3 numbers and bytes 3, and one more belongs into the first: ", 1, 9, 0, new long[] { 0, 4, 6 }, new long[] { 1, 1, 1 })]
    [InlineData("it was written by a later Bilinear: this one reads version 1 ", 2, 9, 0, new long[] { 0, 4, 6 }, new long[] { 1, 1 })]
    [InlineData("its start_token is 1, and its vocabulary has 1 tokens, ", 1, 1, 0, new long[] { 0, 4, 6 }, new long[] { 1, 1 })]
    [InlineData("it has no text: ", 1, 9, 0, new long[] { 0 }, new long[0])]
    public void AFileThatLies_IsRefusedWhereItDoes(string problem, int version, int vocabulary, int last, long[] starts, long[] bytes, bool isOther = false)
    {
        int[] tokens = starts.Length == 1 ? [] : [0, 0, 0, 0, 0, last];
        var path = _folder["lies.safetensors"];
        var metadata = new Dictionary<string, string> { ["tokens_version"] = $"{version}", ["vocabulary"] = $"{vocabulary}", ["start_token"] = "1" };
        using (var file = File.Create(path))
        {
            SafeTensorsWriter.Prepare(metadata,
            [
                TensorContent.Of("starts", starts),
                TensorContent.Of("bytes", bytes),
                new TensorContent("tokens", ElementType.I32, [tokens.Length], stream => stream.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(tokens.AsSpan()))),
            ])(file);
        }

        var refusal = Assert.Throws<TextFileException>(() => TextCorpus.Open(path)).Message;
        Assert.StartsWith($"{path}: {(isOther ? "starts goes from 8 to 6" : problem)}", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEnding_IsPutBehindEachText()
    {
        var tokenizer = Tokenizer.Load(TokenizerFiles.Stories260K);
        using var corpus = TextCorpus.Open(WriteTexts(), tokenizer, ending: " The end.");

        for (var text = 0; text < Texts.Length; text++)
        {
            var found = new int[corpus.Length(text)];
            corpus.Read(text, 0, found);
            Assert.Equal(tokenizer.EncodeWhole(Texts[text] + " The end."), found);
        }
    }

    [Fact]
    public void WhatIsNoCorpus_SaysWhatToDo()
    {
        var tokenizer = Tokenizer.Load(TokenizerFiles.Stories260K);
        Assert.Equal($"{WriteTexts()}: it is no tokenised corpus, and texts need a tokenizer, a tokenizer.json or a tokenizer.bin: name one.", Assert.Throws<TextFileException>(() => TextCorpus.Open(WriteTexts())).Message);
        Assert.Contains("its tokens are of another tokenizer than ", Assert.Throws<TextFileException>(() => TextCorpus.Open(Write(tokenizer), Tokenizer.Load(TokenizerFiles.TinyStories))).Message, StringComparison.Ordinal);
        Assert.Contains("it is tokenised already, and an ending is put behind texts before that: ", Assert.Throws<TextFileException>(() => TextCorpus.Open(Write(tokenizer), tokenizer, ending: "end")).Message, StringComparison.Ordinal);
        SafeTensorsWriter.Write(_folder["weights.safetensors"], new Dictionary<string, string>(), [new NamedTensor("tokens", [1], new float[1])]);
        Assert.Contains("it is no tokenised corpus: `bmlp tokenize` makes one", Assert.Throws<TextFileException>(() => TextCorpus.Open(_folder["weights.safetensors"])).Message, StringComparison.Ordinal);
        File.WriteAllText(_folder["empty.txt"], "\n<|endoftext|>\n");
        Assert.Contains("it has no text: ", Assert.Throws<TextFileException>(() => TextCorpus.Open(_folder["empty.txt"], tokenizer)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string WriteTexts()
    {
        File.WriteAllText(_folder["texts.txt"], string.Join("\n<|endoftext|>\n", Texts));
        return _folder["texts.txt"];
    }

    private string Write(Tokenizer tokenizer)
    {
        using var writer = new CorpusWriter(tokenizer, _folder["tokens.safetensors"]);
        foreach (var text in Texts)
            writer.Add(text);
        writer.Finish("texts");
        return _folder["tokens.safetensors"];
    }
}
