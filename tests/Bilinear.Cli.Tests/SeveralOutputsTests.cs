using System.Globalization;
using Bilinear.Data;
using Bilinear.Serialization;

namespace Bilinear.Cli.Tests;

/// <summary>A model of three outputs through every command: real digits, whether each is odd, and how dark its picture is.</summary>
public sealed class SeveralOutputsTests : IClassFixture<Workbench>
{
    private const string Program = """
        model Parts(image: f32[8, 8]) -> (digit: f32[10], odd: f32[2], ink: f32[1]) {
          embed  = linear(32)
          body   = bilinear(32)
          digits = linear(10)
          parity = linear(2)
          amount = linear(1, bias: true)
          x = image |> flatten |> embed |> body
          return (x |> digits, x |> parity, x |> amount)
        }

        train Parts {
          loss digit: cross_entropy
          loss odd: cross_entropy {
            weight 0.5
          }
          loss ink: mean_squared_error {
            weight 3
          }
          optimizer adamw(lr: 1e-2)
          epochs 8
        }

        decompose Parts {
          eigen digits
          eigen parity
        }
        """;

    private readonly Workbench _bench;

    public SeveralOutputsTests(Workbench bench)
    {
        _bench = bench;
        if (File.Exists(Weights))
            return;
        File.WriteAllText(Model, Program);
        Directory.CreateDirectory(Data);
        var (train, test) = DataSet.Digits();
        Write(train, "train");
        Write(test, "test");
        Succeed("train", Model, "--data", Data, "--out", Weights);
    }

    private string Model => _bench["parts.bmlp"];

    private string Data => _bench["parts"];

    private string Weights => _bench["parts.safetensors"];

    [Fact]
    public void Check_ShowsEveryOutput() => Assert.EndsWith("Parts  image: f32[8, 8] -> (digit: f32[10], odd: f32[2], ink: f32[1])  4,513 parameters\n", Succeed("check", Model), StringComparison.Ordinal);

    [Fact]
    public void Eval_SaysHowGoodEachOutputIs()
    {
        var lines = Lines(Succeed("eval", Model, "--weights", Weights, "--data", Data));

        Assert.Equal(["accuracy.digit", "loss.digit", "accuracy.odd", "loss.odd", "loss.ink", "loss"], lines.Keys);
        Assert.InRange(lines["accuracy.digit"], 0.9, 1);
        Assert.InRange(lines["accuracy.odd"], 0.9, 1);
        Assert.InRange(lines["loss.ink"], 0, 0.01);
        Assert.Equal(lines["loss.digit"] + (0.5 * lines["loss.odd"]) + (3 * lines["loss.ink"]), lines["loss"], 2e-3);
    }

    [Fact]
    public void Run_WritesEachOutput_AndItsGradientsAreThoseOfTheWeightedSum()
    {
        var answers = _bench["answers.safetensors"];
        Succeed("run", Model, "--weights", Weights, "--input", Path.Combine(Data, "test.safetensors"), "--output", answers, "--grad");

        using var file = SafeTensorsFile.Open(answers);
        Assert.Equal([360, 10], file.Tensors["output.digit"].Shape);
        Assert.Equal([360, 2], file.Tensors["output.odd"].Shape);
        Assert.Equal([360, 1], file.Tensors["output.ink"].Shape);
        double Loss(string name) => file.ReadFloats(name)[0];
        Assert.Equal(Loss("loss.digit") + (0.5 * Loss("loss.odd")) + (3 * Loss("loss.ink")), Loss("loss"), 1e-5);

        // ∂loss/∂bias of the output that is compared with numbers: 3 · 2 · mean (ink − target).
        using var test = SafeTensorsFile.Open(Path.Combine(Data, "test.safetensors"));
        var slope = file.ReadFloats("output.ink").Zip(test.ReadFloats("target.ink"), (ink, target) => ink - target).Average() * 6;
        Assert.Equal(slope, file.ReadFloats("grad.amount.bias")[0], 1e-5);
    }

    [Fact]
    public void AnOutputIsTruncatedAndComparedByItsName()
    {
        Succeed("truncate", Model, "--weights", Weights, "--keep", "4", "--port", "odd", "--data", Data, "--out", _bench["odd4.safetensors"]);
        Assert.Contains("model PartsOddTop4(image: f32[8, 8]) -> odd: f32[2] {", File.ReadAllText(_bench["odd4.bmlp"]), StringComparison.Ordinal);
        Assert.InRange(Lines(Succeed("eval", _bench["odd4.bmlp"], "--weights", _bench["odd4.safetensors"], "--data", Data))["accuracy"], 0.7, 1);

        var same = Lines(Succeed("similarity", Weights, Weights, "--port", "odd", "--keep", "1"));
        Assert.Equal(1, same["frobenius"], 1e-4);
        Assert.Equal(["frobenius", "gaussian", "positive_1", "negative_1"], same.Keys);

        foreach (var command in new[] { (string[])["truncate", Model, "--weights", Weights, "--keep", "4", "--out", _bench["none.safetensors"]], ["similarity", Weights, Weights] })
            Assert.Equal("error: Parts has several outputs, 'digit', 'ink', 'odd': name one, as in `--port digit`.", _bench.Run(command).Errors.Trim().Split('\n')[^1]);

        var wrong = _bench.Run("similarity", Weights, Weights, "--port", "od");
        Assert.Equal((1, ""), (wrong.ExitCode, wrong.Output));
        Assert.Contains("--port od: Parts has no such output. Did you mean `odd`? Its outputs are 'digit', 'ink', 'odd'.", wrong.Errors, StringComparison.Ordinal);
        Assert.Contains("has no `eigen` entry that ends in ink", _bench.Run("similarity", Weights, Weights, "--port", "ink").Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_TellsOfEachOutput()
    {
        var page = _bench["parts.html"];
        Succeed("report", Model, "--weights", Weights, "--data", Data, "--out", page);

        var text = File.ReadAllText(page);
        Assert.All(["accuracy of digit on 360 test samples", "accuracy of odd on 360 test samples", "mean squared error of ink on 360 test samples", "digit 3", "odd 1"], words => Assert.Contains(words, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Studies_TakeTheOneThatIsNamed()
    {
        var fit = Lines(Succeed("study", "cp", Model, "--weights", Weights, "--rank", "16", "--port", "odd", "--data", Data, "--out", _bench["cp.safetensors"]));
        Assert.InRange(fit["cosine"], 0.99, 1);
        Assert.Contains("model PartsOddCp16(image: f32[8, 8]) -> odd: f32[2] {", File.ReadAllText(_bench["cp.bmlp"]), StringComparison.Ordinal);
        Assert.Equal(fit["accuracy"], Lines(Succeed("eval", _bench["cp.bmlp"], "--weights", _bench["cp.safetensors"], "--data", Data))["accuracy"], 0.003);

        string[] masks = ["study", "masks", Model, "--weights", Weights, "--keep", "2", "--data", Data, "--out", _bench["masks.html"]];
        Assert.Equal(Lines(Succeed("eval", Model, "--weights", Weights, "--data", Data))["accuracy.odd"], Lines(Succeed([.. masks, "--port", "odd"]))["accuracy"], 1e-3);
        Assert.Contains("odd 1", File.ReadAllText(_bench["masks.html"]), StringComparison.Ordinal);

        // Of two outputs there is no interval, and the page says whose masks they are.
        Assert.DoesNotContain("_margin", Succeed([.. masks, "--port", "odd"]), StringComparison.Ordinal);
        Assert.Contains("\"masked_margin\":null", Succeed([.. masks, "--port", "odd", "--json"]), StringComparison.Ordinal);
        var page = File.ReadAllText(_bench["masks.html"]);
        Assert.Contains("<h1>Adversarial masks of Parts, output odd</h1>", page, StringComparison.Ordinal);
        Assert.Contains("There are too few outputs for intervals.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("±", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<polygon", page, StringComparison.Ordinal);
        Assert.Contains("name one, as in `--port digit`", _bench.Run(masks).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void DataWithoutATargetForEach_AreRefused()
    {
        var result = _bench.Run("eval", Model, "--weights", Weights, "--data", "digits");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("does not fit Parts: it has no targets of digit, but targets of one output, without its name", result.Errors, StringComparison.Ordinal);
    }

    private void Write(DataSet data, string part)
    {
        var pixels = new float[data.Count * data.SampleLength];
        data.CopyInputs(0, pixels);
        new RawTensors().Add("input", "F32", [data.Count, 8, 8], pixels)
            .Add("target.digit", "I64", [data.Count], [.. data.Labels.ToArray().Select(label => (long)label)])
            .Add("target.odd", "I64", [data.Count], [.. data.Labels.ToArray().Select(label => label % 2L)])
            .Add("target.ink", "F32", [data.Count, 1], [.. pixels.Chunk(data.SampleLength).Select(sample => sample.Average())])
            .Write(Path.Combine(Data, part + ".safetensors"));
    }

    private string Succeed(params string[] command)
    {
        var result = _bench.Run(command);
        Assert.True(result.ExitCode == 0, result.Errors);
        return result.Output;
    }

    private static Dictionary<string, double> Lines(string output) =>
        output.TrimEnd().Split('\n').Select(line => line.Split(' ')).ToDictionary(words => words[0], words => double.Parse(words[1], CultureInfo.InvariantCulture));
}
