using System.Net;

namespace Bilinear.Cli.Tests;

/// <summary>Where data come from: by name, from a folder, over the network.</summary>
public sealed class DataTests(Workbench bench) : IClassFixture<Workbench>
{
    private static readonly string? Known = Environment.GetEnvironmentVariable("BILINEAR_DATA");

    [Fact]
    public void DataThatAreNowhere_AreSaidWithAWayToGetThem()
    {
        var folder = bench["empty"];

        var result = bench.Run("train", Workbench.Mnist, "--data", "mnist", "--data-dir", folder, "--out", bench["w.safetensors"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"looked in {folder}, {Path.Combine(folder, "mnist")}. `bmlp data mnist --data-dir {folder}` downloads it", result.Errors, StringComparison.Ordinal);

        var anywhere = bench.Run("train", Workbench.Mnist, "--data", "mnist", "--out", bench["w.safetensors"]);
        Assert.Contains($"looked in {Path.Combine(bench.Path, "cache", "bilinear", "data", "mnist")}. `bmlp data mnist` downloads it into ", anywhere.Errors, StringComparison.Ordinal);
    }

    /// <summary>What is said of a place is looked for there and nowhere else, whatever BILINEAR_DATA has.</summary>
    [Theory]
    [InlineData("./mnist has neither train.safetensors and test.safetensors, nor MNIST's four files", "./mnist")]
    [InlineData("There are no data `./fashion-mnist`: looked for a folder ./fashion-mnist.", "./fashion-mnist")]
    [InlineData("MNIST is not there: looked in nope, nope/mnist.", "mnist", "--data-dir", "nope")]
    [InlineData("There are no data `half`: looked for a folder empty/half.", "half", "--data-dir", "empty")]
    [InlineData("half has train.safetensors, and no test.safetensors: data are both.", "half")]
    [InlineData("--data half/train.safetensors is a file: give the folder that it is in.", "half/train.safetensors")]
    [InlineData("train-images-idx3-ubyte: the images are [3, 8, 8], and the labels of train-labels-idx1-ubyte are [2]; there must be one label for each", "odd")]
    public void DataThatAreNotWhereTheyAreSaidToBe_AreNotLookedForElsewhere(string words, params string[] data)
    {
        var folder = Directory.CreateDirectory(bench["said"]).FullName;
        foreach (var name in new[] { "mnist", "empty", "half", "odd", "elsewhere/mnist", "elsewhere/fashion-mnist", "elsewhere/empty" })
            Directory.CreateDirectory(Path.Combine(folder, name));
        File.WriteAllText(Path.Combine(folder, "half", "train.safetensors"), "");
        foreach (var name in new[] { "elsewhere/mnist", "elsewhere/fashion-mnist", "odd" })
        {
            foreach (var part in new[] { "train", "t10k" })
            {
                Idx(Path.Combine(folder, name, part + "-images-idx3-ubyte"), [3, 8, 8]);
                Idx(Path.Combine(folder, name, part + "-labels-idx1-ubyte"), [name == "odd" ? 2 : 3]);
            }
        }

        var result = Bmlp.RunIn(folder, ["eval", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", .. data], bench.Environment(("BILINEAR_DATA", Path.Combine(folder, "elsewhere"))));

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(words, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void DataThatDoNotFit_AreSaidOfThePartThatIsUsed()
    {
        var folder = Directory.CreateDirectory(bench["wide"]).FullName;
        foreach (var part in new[] { "train", "t10k" })
        {
            Idx(Path.Combine(folder, part + "-images-idx3-ubyte"), [3, 9, 9]);
            Idx(Path.Combine(folder, part + "-labels-idx1-ubyte"), [3]);
        }

        Assert.StartsWith("error: wide, test does not fit Digits: ", bench.Run("eval", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", folder).Errors, StringComparison.Ordinal);
        Assert.StartsWith("error: wide, train does not fit Digits: ", Train("--data", folder).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void IdxFolder_IsFoundByPathOrInTheDataFolder()
    {
        var folder = Directory.CreateDirectory(bench["idx/mine"]).FullName;
        foreach (var (part, samples) in new[] { ("train", 300), ("t10k", 20) })
        {
            Idx(Path.Combine(folder, part + "-images-idx3-ubyte"), [samples, 8, 8]);
            Idx(Path.Combine(folder, part + "-labels-idx1-ubyte"), [samples]);
        }

        Assert.Equal(0, Train("--data", folder).ExitCode);
        Assert.Equal(0, Train("--data", "mine", "--data-dir", bench["idx"]).ExitCode);
        Assert.Contains("no data `mine`", Train("--data", "mine").Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void IdxFolder_OfAnotherDistribution_IsFound()
    {
        var folder = Directory.CreateDirectory(bench["emnist"]).FullName;
        foreach (var (part, samples) in new[] { ("train", 300), ("test", 20) })
        {
            Idx(Path.Combine(folder, $"emnist-digits-{part}-images.idx3-ubyte"), [samples, 8, 8]);
            Idx(Path.Combine(folder, $"emnist-digits-{part}-labels.idx1-ubyte"), [samples]);
        }

        Assert.Equal(0, Train("--data", folder).ExitCode);
    }

    [Theory]
    [InlineData("digtis", "digits")]
    [InlineData("fashion_mnist", "fashion-mnist")]
    public void AMistypedName_IsNotOnlyAFolderThatIsNotThere(string data, string meant)
    {
        var result = Train("--data", data);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains($"There are no data `{data}`: looked for a folder {data}, ", result.Errors, StringComparison.Ordinal);
        Assert.Contains($"Did you mean `{meant}`?", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderOfAKnownName_IsSaidToBeAnother()
    {
        var folder = Directory.CreateDirectory(bench["sets/digits"]).FullName;
        foreach (var part in new[] { "train", "test" })
            new RawTensors().Add("input", "U8", [20, 8, 8], new byte[20 * 64]).Add("target", "I64", [20], new long[20]).Write(Path.Combine(folder, part + ".safetensors"));

        var carried = bench.Run("eval", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", "digits", "--data-dir", bench["sets"]);
        var own = bench.Run("eval", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", folder);

        Assert.Equal(0, carried.ExitCode);
        Assert.Equal($"note: --data digits is the set that the tool carries; the folder {folder} is --data {folder}\n", carried.Errors);
        Assert.Equal((0, ""), (own.ExitCode, own.Errors));
        Assert.NotEqual(carried.Output, own.Output);
    }

    [Fact]
    public void AFolderOfAKnownNameWhereOneIs_IsSaidToBeAnother()
    {
        var here = Directory.CreateDirectory(bench["here"]).FullName;
        Directory.CreateDirectory(Path.Combine(here, "digits"));
        File.WriteAllBytes(Path.Combine(here, "digits", "train.safetensors"), []);

        var result = Bmlp.RunIn(here, ["eval", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", "digits"], bench.Environment());

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("note: --data digits is the set that the tool carries; the folder ./digits is --data ./digits\n", result.Errors);
    }

    [Fact]
    public void LabelsThatBeginAtOne_AreSaidToDoSo()
    {
        var folder = Directory.CreateDirectory(bench["from-one"]).FullName;
        foreach (var part in new[] { "train", "test" })
            new RawTensors().Add("input", "U8", [20, 8, 8], new byte[20 * 64]).Add("target", "I64", [20], [.. Enumerable.Range(0, 20).Select(i => 1 + i % 10L)]).Write(Path.Combine(folder, part + ".safetensors"));

        var result = Train("--data", folder);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("the labels begin at 1: they are 1 … 10, and the 10 classes of digit are 0 … 9. Give it 11 classes", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void TensorFolder_TrainsOnBytesAndLabels()
    {
        var folder = Directory.CreateDirectory(bench["tensors"]).FullName;
        byte[] pixels = [.. Enumerable.Range(0, 200 * 64).Select(i => (byte)(i * i % 251))];
        foreach (var part in new[] { "train", "test" })
            new RawTensors().Add("input", "U8", [200, 8, 8], pixels).Add("target", "I64", [200], [.. Enumerable.Range(0, 200).Select(i => i % 10L)]).Write(Path.Combine(folder, part + ".safetensors"));

        var result = Train("--data", folder);

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.StartsWith("epoch 1/1", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void TensorFolder_TrainsOnFloatsUnderMeanSquaredError()
    {
        var program = bench["square.bmlp"];
        File.WriteAllText(program, """
            model Square(x: f32[3]) -> y: f32[2] {
              body = bilinear(16)
              head = linear(2)
              return x |> body |> head
            }

            train Square {
              loss mean_squared_error
              epochs 1
              batch 50
            }
            """);
        var folder = Directory.CreateDirectory(bench["floats"]).FullName;
        foreach (var part in new[] { "train", "test" })
            new RawTensors().Add("input", "F32", [100, 3], [.. Enumerable.Range(0, 300).Select(i => MathF.Sin(i))]).Add("target", "F32", [100, 2], [.. Enumerable.Range(0, 200).Select(i => MathF.Cos(i))]).Write(Path.Combine(folder, part + ".safetensors"));

        var result = bench.Run("train", program, "--data", folder, "--out", bench["square.safetensors"]);

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Matches(@"^loss \d\.\d{4}\n$", result.Output);
    }

    [Theory]
    [InlineData("'input' is [4, 9, 8], and image of Digits takes [N, 8, 8]", 72, 4, "I64")]
    [InlineData("'target' is [3], and 4 samples of Digits take [4]", 64, 3, "I64")]
    [InlineData("'target' holds F32, and the loss of Digits takes labels: I64", 64, 4, "F32")]
    [InlineData("the label 12 at 0", 64, 4, "I64")]
    public void TensorsThatDoNotFit_AreRefusedBeforeTraining(string words, int pixels, int targets, string type)
    {
        var folder = Directory.CreateDirectory(bench[$"misfit{pixels}{targets}{type}"]).FullName;
        foreach (var part in new[] { "train", "test" })
        {
            var tensors = new RawTensors().Add("input", "U8", [4, pixels / 8, 8], new byte[4 * pixels]);
            tensors = type == "I64" ? tensors.Add("target", type, [targets], [.. Enumerable.Repeat(12L, targets)]) : tensors.Add("target", type, [targets], new float[targets]);
            tensors.Write(Path.Combine(folder, part + ".safetensors"));
        }

        var result = Train("--data", folder);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(words, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("epoch", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Mnist_IsFoundInItsFolder_InTheOneAbove_AndByTheEnvironment()
    {
        Assert.SkipWhen(Known is null, "BILINEAR_DATA is not set: there is no MNIST.");
        var weights = bench["mnist.safetensors"];
        string[] train = ["train", Workbench.Mnist, "--data", "mnist", "--set", "hidden=24", "--epochs", "1", "--out", weights];

        Assert.Equal(0, bench.Run([.. train, "--data-dir", Path.Combine(Known, "mnist")]).ExitCode);
        var byParent = bench.Run("eval", Workbench.Mnist, "--weights", weights, "--data", "mnist", "--data-dir", Known);
        var byEnvironment = Bmlp.Run(["eval", Workbench.Mnist, "--weights", weights, "--data", "mnist"], bench.Environment(("BILINEAR_DATA", Known)));

        Assert.Equal("", byParent.Errors);
        Assert.Equal(byParent, byEnvironment);
    }

    [Fact]
    public void Download_FetchesWhatIsMissing_AndTriesBrokenTransfersAgain()
    {
        Assert.SkipWhen(Known is null, "BILINEAR_DATA is not set: there is no MNIST to serve.");
        var requests = new List<string>();
        using var mirror = new LocalMirror(name =>
        {
            requests.Add(name);
            return (File.ReadAllBytes(Path.Combine(Known, "mnist", name)), Breaks: requests.Count(other => other == name) == 1 && name.StartsWith("t10k-images", StringComparison.Ordinal));
        });
        var folder = bench["fetched"];

        var result = bench.Run("data", "mnist", "--data-dir", folder, "--mirror", mirror.Address);

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal(Path.Combine(folder, "mnist") + "\n", result.Output);
        Assert.Equal(5, requests.Count);
        Assert.Matches(@"wrote .*train-images-idx3-ubyte\.gz \(\d+\.\d MB\)\n", result.Errors);
        Assert.Equal(4, Directory.GetFiles(Path.Combine(folder, "mnist")).Length);

        File.Delete(Path.Combine(folder, "mnist", "t10k-labels-idx1-ubyte.gz"));
        File.WriteAllText(Path.Combine(folder, "mnist", "train-labels-idx1-ubyte.gz"), "damaged");
        Assert.Equal(0, bench.Run("data", "mnist", "--data-dir", folder, "--mirror", mirror.Address).ExitCode);
        Assert.Equal(["train-labels-idx1-ubyte.gz", "t10k-labels-idx1-ubyte.gz"], requests[5..]);
    }

    [Theory]
    [InlineData("wrong", "is not the file of MNIST that it should be", 1)]
    [InlineData("broken", "could not be fetched", 3)]
    [InlineData("missing", "404", 1)]
    public void Download_ThatGoesWrong_LeavesNothing(string trouble, string words, int attempts)
    {
        var requests = 0;
        using var mirror = new LocalMirror(_ =>
        {
            requests++;
            return (trouble == "missing" ? null : new byte[5000], Breaks: trouble == "broken");
        });
        var folder = bench[trouble];

        var result = bench.Run("data", "mnist", "--data-dir", folder, "--mirror", mirror.Address);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(words, result.Errors, StringComparison.Ordinal);
        Assert.Equal(attempts, requests);
        Assert.False(Directory.Exists(Path.Combine(folder, "mnist")));
    }

    [Fact]
    public void Download_FromNobody_IsALine()
    {
        Assert.Matches(@"\nerror: http://127\.0\.0\.1:9/train-images-idx3-ubyte\.gz could not be fetched: [^\n]+[^.]\.\n$", bench.Run("data", "mnist", "--data-dir", bench["nobody"], "--mirror", "http://127.0.0.1:9").Errors);
    }

    [Fact]
    public void Download_ThatWaits_SaysWhatItWaitsFor()
    {
        using var mirror = new LocalMirror(_ =>
        {
            Thread.Sleep(2500);
            return (null, Breaks: false);
        });
        string[] command = ["data", "mnist", "--data-dir", bench["slow"], "--mirror", mirror.Address];

        Assert.Equal(["… fetching train-images-idx3-ubyte.gz"], bench.Run(command).Progress);
        Assert.Matches(@"\rfetching train-images-idx3-ubyte\.gz  0:0\d", Bmlp.RunOnTerminal(string.Join(' ', command), bench.Environment()).Shown);
    }

    [Theory]
    [InlineData("data", "cifar")]
    [InlineData("data", "mnist", "--mirror", "nowhere")]
    public void Download_OfWhatIsNotKnown_IsWrongUsage(params string[] arguments)
    {
        var result = bench.Run(arguments);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(arguments[^1], result.Errors, StringComparison.Ordinal);
    }

    private BmlpResult Train(params string[] options) => bench.Run(["train", Workbench.Digits, "--epochs", "1", "--out", bench["digits-of-mine.safetensors"], .. options]);

    private static void Idx(string path, int[] shape)
    {
        byte[] header = [0, 0, 8, (byte)shape.Length, .. shape.SelectMany(size => BitConverter.GetBytes(IPAddress.HostToNetworkOrder(size)))];
        File.WriteAllBytes(path, [.. header, .. Enumerable.Range(0, shape.Aggregate(1, (product, size) => product * size)).Select(i => (byte)(i % 10))]);
    }
}
