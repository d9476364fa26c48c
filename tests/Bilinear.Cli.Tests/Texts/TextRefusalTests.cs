using System.Text.RegularExpressions;
using Bilinear.Testing;

namespace Bilinear.Cli.Tests.Texts;

/// <summary>What cannot be done with texts, or with a model of them: one sentence with place and mend, exit code 1, and nothing written.</summary>
public sealed class TextRefusalTests(TextBench bench) : IClassFixture<TextBench>
{
    private string Train => bench["data/train.txt"];

    private string Test => bench["data/test.txt"];

    [Fact]
    public void DataThatAreOfNoUse_AreRefused()
    {
        File.WriteAllText(bench["small.txt"], "A cat.\n<|endoftext|>\nA cat.");
        File.WriteAllText(bench["empty.txt"], "\n<|endoftext|>\n \n");
        File.WriteAllBytes(bench["latin.txt"], [.. "A cat.\n"u8, 0xE9, (byte)'\n']);
        File.WriteAllBytes(bench["train.npy"], RawNumpy.Npy([1, 4], new float[4]));
        Assert.Equal(0, bench.Run("vocabulary", bench["small.txt"], "--size", "258", "--out", bench["small.json"]).ExitCode);

        Refused("small.json does not fit Tiny: its tokenizer has 258 tokens, and tokens knows 300. Give the tokenizer that the model is made for.", Trained("--data", Train, "--test", Test, "--tokenizer", bench["small.json"]));
        Refused("test.txt: it is no tokenised corpus, and texts need a tokenizer, a tokenizer.json or a tokenizer.bin: name one.", Trained("--data", Train, "--test", Test));
        Refused("train.txt is one file of texts: name those to test with by --test.", Trained("--data", Train, "--tokenizer", bench.Tokenizer));
        Refused("latin.txt:2: byte 1 of this line, 0xE9, is not UTF-8: save the file as UTF-8.", Trained("--data", bench["latin.txt"], "--test", Test, "--tokenizer", bench.Tokenizer));
        Refused("empty.txt: it has no text: texts stand between lines <|endoftext|>.", Trained("--data", Train, "--test", bench["empty.txt"], "--tokenizer", bench.Tokenizer));
        Refused("test.safetensors: its tokens are of another tokenizer than ", Trained("--data", Train, "--test", bench["test.safetensors"], "--tokenizer", bench["small.json"]));
        Refused("There are no texts 'none': looked for ", Trained("--data", "none"));
        Refused("digits holds pictures, and Tiny takes texts: give a folder with train.txt and test.txt (or .txt.gz), or a file of texts.", Trained("--data", "digits"));
        Refused("examples/Iris has neither train.txt nor train.txt.gz: texts to train on and to test with are two files, of these names and test.txt; files of other names are given as --data FILE, and --test FILE beside it to train.", Trained("--data", Path.Combine(Repository.Root, "examples", "Iris")));
        Refused("train.npy is no file of texts, nor of tokens as `bmlp tokenize` writes them, and Tiny takes texts; `bmlp run` takes tokens as arrays.", Trained("--data", bench["train.npy"]));
        File.WriteAllText(bench["copy.json"], File.ReadAllText(bench.Tokenizer) + "\n");
        Refused("copy.json is another tokenizer than that of the texts that the weights were trained on, whose SHA-256 is ", bench.RunTrained("eval", "--data", Test, "--tokenizer", bench["copy.json"]));
        Refused("copy.json is another tokenizer than that of the texts that the weights were trained on, whose SHA-256 is ", bench.RunTrained("generate", "--tokenizer", bench["copy.json"]));
        Refused("test.safetensors is of tokens: name their tokenizer with --tokenizer, which tells how many bytes they stand for.", bench.RunTrained("eval", "--data", bench["test.safetensors"]));
        Refused("--tokenizer is for a model that takes texts, and Digits takes floats: leave it out.", Digits("--data", "digits", "--tokenizer", bench.Tokenizer));
        Refused("data has texts, train.txt and test.txt, which a model of `token[vocabulary][context]` is trained on", Digits("--data", bench["data"]));
        Refused("Texts are cut into pieces of the context, 16 in one run of this sweep and 1 in another, whose losses cannot be compared", bench.Run("sweep", bench["tiny.bmlp"], "--data", bench["data"], "--set", "context=16,1", "--out", bench["sweep"]));
        Refused($"--log {bench.Tokenizer} would replace --data's {bench.Tokenizer}, which it is made from: choose another name.", Trained("--data", bench["data"], "--log", bench.Tokenizer));
        Refused($"--log {bench.Tokenizer} would replace --tokenizer {bench.Tokenizer}, which it is made from: choose another name.", Trained("--data", Train, "--test", Test, "--tokenizer", bench["data"], "--log", bench.Tokenizer));
        Assert.False(File.Exists(bench["out.safetensors"]));

        Assert.Equal(0, Trained("--data", bench["data"], "--set", "context=1", "--epochs", "1").ExitCode);
        Refused("Tiny has a context of 1, and a text is scored behind its start token: what is scored needs a context of 2 or more.", bench.Run("eval", bench["tiny.bmlp"], "--weights", bench["out.safetensors"], "--data", bench["data"]));
        File.Delete(bench["out.safetensors"]);

        BmlpResult Trained(params string[] data) => bench.Train(bench["out.safetensors"], data);
        BmlpResult Digits(params string[] data) => bench.Run(["train", Workbench.Digits, "--out", bench["out.safetensors"], .. data]);
    }

    [Fact]
    public void SeveralOutputs_AreEachTrained_AndNoneIsGoneOnWith()
    {
        File.WriteAllText(bench["two.bmlp"], """
            model Two(kinds: dim = 300)(tokens: token[300][16]) -> (next: f32[16, 300], also: f32[16, kinds]) {
              embed = embedding(4)
              head  = linear(300)
              other = linear(kinds)

              x = tokens |> embed
              return (x |> head, x |> other)
            }

            train Two {
              optimizer adamw(lr: 1e-2)
              batch     8
              epochs    1
            }
            """);
        string[] train = ["train", bench["two.bmlp"], "--data", bench["data"], "--out", bench["two.safetensors"]];

        Refused("train.txt does not fit Two: it has 300 tokens, and also gives a number to 5; each output of a model of texts says which token comes next.", bench.Run([.. train, "--set", "kinds=5"]));
        Assert.Matches(@"^loss.next \d\.\d{4}\nloss.also \d\.\d{4}\nloss \d+\.\d{4}\n$", bench.Run(train).Output);
        Refused("Two has 2 outputs, and a text is gone on with by one, which says what comes next: generate with a model of one output.", bench.Run("generate", bench["two.bmlp"], "--weights", bench["two.safetensors"], "--tokenizer", bench.Tokenizer));
    }

    [Fact]
    public void TensorsThatAreNoTexts_AreRefused()
    {
        Refused("the token 300 at [1, 0] of 'input' is none of the 300 of tokens, 0 … 299: it is of another tokenizer.", Run(2, [1, 2, 300, 4]));
        Refused("the token -1 at [0, 1] of 'input' is none of the 300", Run(2, [1, -1, 3, 4]));
        Refused("'input' is [1, 17], and tokens of Tiny takes [N, 1 … 16]: cut texts that are longer.", Run(1, new long[17]));
        Refused("'input' is [1, 0], and tokens of Tiny takes [N, 1 … 16]: there is no token in it.", Run(1, []));
        Refused("'input' is [5], and tokens of Tiny takes [N, 1 … 16]: one text is a row, [1, 5].", RunOn([5], new long[5]));
        Refused("'input' is [1, 2, 2], and tokens of Tiny takes [N, 1 … 16]: a text is a row, and a token a number.", RunOn([1, 2, 2], new long[4]));
        Refused("the target 300 at [0, 1] of 'target' is none of the 300 tokens, 0 … 299, nor -1 for none.", Run(1, [1, 2], [2, 300]));
        Refused("'target' is [1, 3], and 'input' [1, 2]: each position has a target.", Run(1, [1, 2], [1, 2, 3]));
        Refused("there is no tensor 'target'; there are 'input'.", Run(1, [1, 2], null, "--grad"));
        Refused("--capture and --replace are for models of samples of one size, and Tiny takes texts.", Run(1, [1, 2], null, "--capture", "embed"));
        new RawTensors().Add("input", "F32", [1, 2], [1f, 2]).Write(bench["floats.safetensors"]);
        Refused("'input' holds F32, and tokens are I32 or I64.", bench.RunTrained("run", "--input", bench["floats.safetensors"], "--output", bench["out.safetensors"]));
        Assert.False(File.Exists(bench["out.safetensors"]));

        BmlpResult RunOn(int[] shape, long[] input) =>
            bench.RunTrained("run", "--input", new RawTensors().Add("input", "I64", shape, input).Write(bench["in.safetensors"]), "--output", bench["out.safetensors"]);

        BmlpResult Run(int texts, long[] input, long[]? target = null, params string[] more)
        {
            var tensors = new RawTensors().Add("input", "I64", [texts, input.Length / texts], input);
            if (target is not null)
                tensors.Add("target", "I64", [texts, target.Length / texts], target);
            return bench.RunTrained("run", ["--input", tensors.Write(bench["in.safetensors"]), "--output", bench["out.safetensors"], .. more]);
        }
    }

    [Fact]
    public void WhatTakesWeightsApart_SaysThatItDoesNot()
    {
        const string Sentence = "Tiny takes texts, and its layers have a vector for each position: here only models of one vector a sample are taken apart.";
        string[] output = ["--out", bench["out.safetensors"]];
        string[] data = ["--data", bench["data"]];

        Refused("Tiny has no decompose block: write one, such as `decompose Tiny { eigen layer.down { direction \" girl\" - \" boy\" } }`.", bench.RunTrained("decompose", [.. output, "--tokenizer", bench.Tokenizer]));
        Refused("Tiny takes texts: give one with --text, in place of --data and --sample, and its tokenizer with --tokenizer.", bench.RunTrained("explain", [.. data, "--sample", "0"]));
        Refused(Sentence, bench.RunTrained("truncate", [.. output, "--keep", "2"]));
        Refused(Sentence, bench.RunTrained("study ablate", [.. data, "--class", "3"]));
        Refused(Sentence, bench.RunTrained("study masks", [.. data, "--out", bench["out.html"]]));
        Refused(Sentence, bench.RunTrained("study cp", [.. output, "--rank", "2"]));
        Refused(Sentence, bench.RunTrained("study bottleneck", data));
        Refused(Sentence, bench.Run("similarity", bench.Weights, bench.Weights));
        Refused(Sentence, bench.Run("compile", bench.Weights, "--name", "Reader", "--out", bench.Folder));
        Refused("Tiny takes texts, and models of texts are not exported yet: `bmlp run` computes its outputs for tokens in a file, and `bmlp generate` writes texts.", bench.Run("export", bench.Weights, "--out", bench["out.onnx"]));
        Assert.Empty(Directory.GetFiles(bench.Folder, "out.*"));
    }

    private static void Refused(string part, BmlpResult result)
    {
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        var line = Assert.Single(result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Matches($"^error: (.*(/|: ))?{Regex.Escape(part)}", line);
    }
}
