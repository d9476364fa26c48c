using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Bilinear.Serialization;

namespace Bilinear.Cli.Tests.Texts;

/// <summary>A model of texts, as the tool trains, evaluates and runs it.</summary>
public sealed class TextModelTests(TextBench bench) : IClassFixture<TextBench>
{
    private const double Rounding = 2e-6;

    [Fact]
    public void Training_SaysLossAndTokensASecond()
    {
        Assert.Matches(@"^loss \d\.\d{4}\n$", bench.Trained.Output);
        Assert.Matches(@"^epoch 1/2  loss \d\.\d{4}  test loss \d\.\d{4}  [\d,]+ tokens/s\nepoch 2/2 .*\nwrote .*tiny\.safetensors \(.*\)\non \d+ pieces of test\.txt:\n$", bench.Trained.Errors);

        var json = bench.Train(bench["json.safetensors"], "--data", bench["data"], "--json", "--log", bench["log.csv"]);
        var epoch = JsonDocument.Parse(json.Output.Split('\n')[0]).RootElement;
        Assert.InRange(epoch.GetProperty("tokens_per_second").GetDouble(), epoch.GetProperty("samples_per_second").GetDouble(), TextBench.Context * epoch.GetProperty("samples_per_second").GetDouble() + TextBench.Context);
        Assert.False(epoch.TryGetProperty("test_accuracy", out _));
        Assert.Matches(@"^epoch,.*,samples_per_second,tokens_per_second\n1,\d+,[\d.]+,[\d.]+,,0\.01,\d+,\d+\n2,", File.ReadAllText(bench["log.csv"]));
    }

    [Fact]
    public void TextsInAFolder_InTwoFiles_AndAsTokens_GiveTheSameWeights()
    {
        var (files, tokens) = (bench["files.safetensors"], bench["tokens.safetensors"]);

        Assert.Equal(bench.Trained.Output, bench.Train(files, "--data", bench["data/train.txt"], "--test", bench["data/test.txt"], "--tokenizer", bench.Tokenizer).Output);
        Assert.Equal(bench.Trained.Output, bench.Train(tokens, "--data", bench["train.safetensors"], "--test", bench["test.safetensors"]).Output);

        Assert.Equal(File.ReadAllBytes(bench.Weights), File.ReadAllBytes(files));
        using var expected = SafeTensorsFile.Open(bench.Weights);
        using var found = SafeTensorsFile.Open(tokens);
        Assert.All(expected.Tensors.Keys, name => Assert.Equal(expected.ReadFloats(name), found.ReadFloats(name)));
    }

    [Fact]
    public void DataShow_SaysHowManyTextsThereAre_AndWhichModelTheyFit()
    {
        var folder = bench.Run("data", "show", bench["data"]).Output;
        Assert.Matches(@"^.*/data: texts, as tokens of a vocabulary of 300\n  part   texts +bytes +tokens +bytes a token +sha-256 of tokens\n  train     20 +\d+ +\d+ +\d\.\d{3} +[\da-f]{16}\n  test       3 ", folder);
        Assert.Contains("\nbegin  Once upon a time there was a big ball named Tom. Tom liked to play with the ball…\n", folder, StringComparison.Ordinal);
        Assert.Matches(@"\nfits   token\[300\]\[T\] -> f32\[T, 300\], loss cross_entropy; a context T of \d+ cuts no text\n$", folder);

        // Two files, tokens of them, and what `eval` and `tokenize` say of the same.
        using var files = Json(bench["data/train.txt"], "--test", bench["data/test.txt"], "--tokenizer", bench.Tokenizer);
        using var tokens = Json(bench["test.safetensors"]);
        var (test, alone) = (files.RootElement.GetProperty("test"), tokens.RootElement.GetProperty("file"));
        Assert.Equal(test.GetRawText(), alone.GetRawText());
        var lengths = TestTexts().Select(text => text.Length).ToList();
        Assert.Equal((3, lengths.Sum() - 6, lengths.Max() - 1), (test.GetProperty("texts").GetInt32(), test.GetProperty("tokens").GetInt32(), test.GetProperty("longest").GetInt32()));
        Assert.Equal(lengths.Count(length => length > 65), test.GetProperty("longer_than").GetProperty("64").GetInt32());
        Assert.Equal(0, tokens.RootElement.GetProperty("begin").GetArrayLength());

        using var plain = Json(bench["data/test.txt"]);
        Assert.Equal("Tom saw a dog.", plain.RootElement.GetProperty("begin")[0].GetString());
        Assert.Equal(test.GetProperty("bytes").GetInt64(), plain.RootElement.GetProperty("file").GetProperty("bytes").GetInt64());
        Assert.False(plain.RootElement.TryGetProperty("fits", out _));

        // A table of that name says which column is its target.
        File.WriteAllText(bench["table.txt"], "a,kind\n1,x\n2,y\n3,x\n4,y\n5,x\n6,y\n");
        Assert.Contains("table.txt: CSV, 6 rows", bench.Run("data", "show", bench["table.txt"], "--target", "kind").Output, StringComparison.Ordinal);

        JsonDocument Json(params string[] data) => JsonDocument.Parse(bench.Run(["data", "show", .. data, "--json"]).Output);
    }

    [Fact]
    public void ARunThatWasStopped_GoesOnBitForBit()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "A signal is sent with kill.");
        string[] Arguments(string weights) => ["train", bench["tiny.bmlp"], "--data", bench["data"], "--epochs", "60", "--out", bench[weights]];
        var whole = bench.Run(Arguments("whole.safetensors"));
        using (var process = Bmlp.Start(Arguments("stopped.safetensors"), bench.Environment))
        {
            while (process.StandardError.ReadLine() is { } line && !line.StartsWith("epoch 2/", StringComparison.Ordinal))
            {
            }
            using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
                kill.WaitForExit();
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.Equal(130, process.ExitCode);
        }

        var resumed = bench.Run([.. Arguments("stopped.safetensors"), "--resume"]);

        Assert.Equal((0, whole.Output), (resumed.ExitCode, resumed.Output));
        Assert.Equal(File.ReadAllBytes(bench["whole.safetensors"]), File.ReadAllBytes(bench["stopped.safetensors"]));
    }

    /// <summary>Each text alone, from the tokens that were written to a file, the model's outputs, and a softmax in double; a token of bytes has a character for each.</summary>
    [Fact]
    public void Eval_SaysWhatTheOutputsSay()
    {
        using var tokenizer = JsonDocument.Parse(File.ReadAllText(bench.Tokenizer));
        var bytesOf = tokenizer.RootElement.GetProperty("model").GetProperty("vocab").EnumerateObject().ToDictionary(entry => entry.Value.GetInt32(), entry => entry.Name.Length);
        var texts = TestTexts();
        var (inputs, targets) = (new long[texts.Count * TextBench.Context], new long[texts.Count * TextBench.Context]);
        Array.Fill(targets, -1);
        for (var text = 0; text < texts.Count; text++)
        {
            // Without the end token, and cut.
            var scored = texts[text][..Math.Min(texts[text].Length - 1, TextBench.Context)];
            for (var position = 0; position + 1 < scored.Length; position++)
                (inputs[text * TextBench.Context + position], targets[text * TextBench.Context + position]) = (scored[position], scored[position + 1]);
        }
        new RawTensors().Add("input", "I64", [texts.Count, TextBench.Context], inputs).Add("target", "I64", [texts.Count, TextBench.Context], targets).Write(bench["scored.safetensors"]);
        Assert.Equal(0, bench.RunTrained("run", "--input", bench["scored.safetensors"], "--output", bench["logits.safetensors"]).ExitCode);
        using var answer = SafeTensorsFile.Open(bench["logits.safetensors"]);
        var (nats, count) = Loss(answer.ReadFloats("output"), targets);
        var bytes = targets.Where(target => target >= 0).Sum(target => bytesOf[(int)target]);
        Assert.Equal(nats / count, answer.ReadFloats("loss")[0], Rounding * nats / count);

        foreach (string[] data in new[] { new[] { bench["data"] }, [bench["test.safetensors"], "--tokenizer", bench.Tokenizer] })
        {
            using var json = JsonDocument.Parse(bench.RunTrained("eval", ["--json", "--data", .. data]).Output);
            double Number(string name) => json.RootElement.GetProperty(name).GetDouble();
            Assert.Equal(nats / count, Number("nats_per_token"), Rounding * nats / count);
            Assert.Equal(nats / Math.Log(2) / bytes, Number("bits_per_byte"), Rounding * nats / bytes);
            Assert.Equal((count, bytes, 3, 2), (Number("tokens"), Number("bytes"), Number("texts"), Number("texts_cut")));
        }
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"nats_per_token {nats / count:F4}\nbits_per_byte {nats / Math.Log(2) / bytes:F4}\ntokens {count}\nbytes {bytes}\ntexts 3\ntexts_cut 2\n"), bench.RunTrained("eval", "--data", bench["data"]).Output, StringComparison.Ordinal);
    }

    /// <summary>What counts nowhere changes nothing: neither tokens behind a text, nor a batch without any target.</summary>
    [Fact]
    public void Run_TakesEitherKindOfWholeNumbers_AndLeavesOutWhatDoesNotCount()
    {
        using var short32 = Run("I32", [1, 3], [0, 40, 80], [40, 80, 120]);
        using var short64 = Run("I64", [1, 3], [0L, 40, 80], [40, 80, 120]);
        using var filled = Run("I64", [1, 5], [0L, 40, 80, 7, 299], [40, 80, 120, -1, -1]);
        using var none = Run("I32", [1, 3], [0, 40, 80], [-1, -1, -1]);

        Assert.Equal(new long[] { 1, 3, TextBench.Vocabulary }, short32.Tensors["output"].Shape);
        Assert.Equal(9, short32.Tensors.Count);
        Assert.All(short32.Tensors.Keys, name => Assert.Equal(short32.ReadFloats(name), short64.ReadFloats(name)));
        Assert.Equal(short32.ReadFloats("output"), filled.ReadFloats("output")[..(3 * TextBench.Vocabulary)]);
        Assert.Equal(0, none.ReadFloats("loss")[0]);
        foreach (var name in short32.Tensors.Keys.Where(name => name.StartsWith("grad.", StringComparison.Ordinal)))
        {
            var gradient = short32.ReadFloats(name);
            var largest = gradient.Max(Math.Abs);
            Assert.True(largest > 0, name);
            Assert.All(gradient.Zip(filled.ReadFloats(name)), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * largest));
            Assert.All(none.ReadFloats(name), value => Assert.Equal(0, value));
        }

        SafeTensorsFile Run<T>(string type, int[] shape, T[] input, T[] target) where T : unmanaged
        {
            var (from, to) = (bench["x.safetensors"], bench["y.safetensors"]);
            File.Delete(to);
            new RawTensors().Add("input", type, shape, input).Add("target", type, shape, target).Write(from);
            var result = bench.RunTrained("run", "--input", from, "--output", to, "--grad");
            Assert.True(result.ExitCode == 0, result.Errors);
            return SafeTensorsFile.Open(to);
        }
    }

    private List<int[]> TestTexts()
    {
        using var file = SafeTensorsFile.Open(bench["test.safetensors"]);
        var (tokens, starts) = (file.ReadIntegers("tokens"), file.ReadIntegers("starts"));
        return [.. starts.Zip(starts.Skip(1), (begin, end) => tokens[begin..end])];
    }

    private static (double Nats, int Count) Loss(float[] logits, long[] targets)
    {
        var (sum, count) = (0.0, 0);
        for (var row = 0; row < targets.Length; row++)
        {
            if (targets[row] < 0)
                continue;
            double[] values = [.. logits.Skip(row * TextBench.Vocabulary).Take(TextBench.Vocabulary)];
            sum += Math.Log(values.Sum(Math.Exp)) - values[targets[row]];
            count++;
        }
        return (sum, count);
    }
}
