using System.Reflection;
using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Dsl;
using Bilinear.Dsl.Text;
using Bilinear.Generators.Tests.Harness;
using Bilinear.Spectral;
using Bilinear.Training;

namespace Bilinear.Generators.Tests;

/// <summary>A truncated model is a model like any other: its text compiles, its weights load, and it computes what was kept.</summary>
public sealed class TruncatedModelTests : IDisposable
{
    private const string Plain = """
        namespace Digits.Of.Test
        model Plain(image: f32[8, 8]) -> digit: f32[10] {
          embed = linear(20)
          body  = bilinear(24)
          head  = linear(10)
          return image |> flatten |> embed |> body |> head
        }
        train Plain {
          optimizer adamw(lr: 1e-2)
          schedule steps(warmup: 2, every: 2, factor: 0.5)
          epochs 3
        }
        decompose Plain {
          eigen head { order mean_activation }
        }
        """;

    private const string Biased = """
        block Layer(x: f32[d]) -> f32[d] {
          mix = bilinear(d, bias: true)
          return x + (x |> mix)
        }
        model Biased(body: f32[64]) -> digit: f32[10] {
          embed = linear(20, bias: true)
          layer = Layer()
          head  = linear(10, bias: true)
          return body |> embed |> layer |> head
        }
        train Biased {
          loss mean_squared_error
          steps 7
          seed 9223372036854775807
        }
        decompose Biased {
          eigen head { bias append }
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly Device _device = Device.Open(DeviceKind.Cpu);

    public void Dispose()
    {
        _device.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    public static TheoryData<string, TruncationRule, int> Cases => new()
    {
        { Plain, TruncationRule.Magnitude, 8 },
        { Plain, TruncationRule.Ends, 5 },
        { Plain, TruncationRule.MeanActivation, 20 },
        { Biased, TruncationRule.Magnitude, 4 },
        { Biased, TruncationRule.Ends, 21 },
        { Biased.Replace("bias append", "order value", StringComparison.Ordinal), TruncationRule.Magnitude, 6 },
    };

    [Theory, MemberData(nameof(Cases))]
    public void SavedTruncation_IsAnOrdinaryModel(string program, TruncationRule rule, int k)
    {
        var (train, test) = DataSet.Digits();
        var spectra = Decompose(program, train);
        var truncated = Truncation.Cut(spectra, rule, k);
        var weights = Path.Combine(_folder, "small.safetensors");

        truncated.Save(weights);

        var text = File.ReadAllText(Path.Combine(_folder, "small.bmlp"));
        Assert.Equal(truncated.CanonicalText.TrimEnd('\n'), new BmlpCompilation(new SourceText("small.bmlp", text)).CanonicalText.TrimEnd('\n'));
        using var model = Compile(text, truncated.Name);
        model.Load(weights);
        Assert.Equal(truncated.CanonicalText, model.Description.CanonicalText);
        Assert.Equal(spectra.Output!.Loss, model.Description.Outputs[0].Loss);
        Assert.Equal(spectra.Model.TrainDefaults, model.Description.TrainDefaults);
        AssertLosesWhatTheCurveSays(spectra, rule, k, test, Outputs(model, test));

        // It is taken apart as it was put together: what is left of each output has k directions.
        var again = Decompose(model, train);
        Assert.True(again.Check(model, test).IsExact);
        if (spectra.Bias == BiasTreatment.Separate)
            Assert.All(again, spectrum => Assert.Equal(Math.Min(k, 20), spectrum.AllValues.Count(value => Math.Abs(value) > 1e-5 * spectrum.AllValues.Max(Math.Abs))));
    }

    [Fact]
    public void OneOutput_WithoutATrainBlock_IsAnOrdinaryModelToo()
    {
        const string Score = "model Score(x: f32[6]) -> y: f32[1] {\n  embed = linear(5)\n  body = bilinear(5)\n  head = linear(1)\n  return x |> embed |> body |> head\n}\ndecompose Score { eigen head }";
        using var whole = Compile(Score, "Score");
        var truncated = Truncation.Cut(Decompose(whole, null), TruncationRule.Magnitude, 5);
        truncated.Save(Path.Combine(_folder, "score.safetensors"));

        using var model = Compile(File.ReadAllText(Path.Combine(_folder, "score.bmlp")), "ScoreTop5");
        model.Load(Path.Combine(_folder, "score.safetensors"));

        Assert.Contains("loss mean_squared_error", truncated.CanonicalText, StringComparison.Ordinal);
        float[] inputs = [.. Enumerable.Range(0, 60).Select(index => MathF.Sin(index))];
        var (expected, actual) = (new float[10], new float[10]);
        whole.Forward(inputs, expected);
        model.Forward(inputs, actual);
        AssertClose([.. expected.Select(value => (double)value)], actual);
    }

    [Fact]
    public void KeepingAll_ChangesNothing()
    {
        var (train, test) = DataSet.Digits();
        using var whole = Compile(Plain, "Plain");
        var truncated = Truncation.Cut(Decompose(whole, train), TruncationRule.Magnitude, 20);
        truncated.Save(Path.Combine(_folder, "all.safetensors"));

        using var model = Compile(truncated.CanonicalText, "PlainTop20");
        model.Load(Path.Combine(_folder, "all.safetensors"));

        AssertClose([.. Outputs(whole, test).Select(value => (double)value)], Outputs(model, test));
    }

    private EigenSpectra Decompose(string program, DataSet data)
    {
        var name = program.Contains("model Plain", StringComparison.Ordinal) ? "Plain" : "Biased";
        using var model = Compile(program, name);
        return Decompose(model, data);
    }

    private static EigenSpectra Decompose(Model model, DataSet? data)
    {
        using var weights = (ModelWeights)model.GetType().GetMethod("ToWeights")!.Invoke(model, null)!;
        return EigenSpectra.Compute(weights, (EigenPlan)model.GetType().GetProperty("HeadEigenPlan", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!, data);
    }

    private Model Compile(string program, string name)
    {
        var run = GeneratorRun.Of(($"{name}.bmlp", program));
        Assert.Empty(run.BuildErrors());
        using var image = new MemoryStream();
        Assert.True(run.Output.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        var type = Assembly.Load(image.ToArray()).GetTypes().Single(candidate => candidate.Name == name && candidate.DeclaringType is null);
        return (Model)Activator.CreateInstance(type, _device, 64, 5UL)!;
    }

    private static float[] Outputs(Model model, DataSet data)
    {
        var (inputs, outputs) = (new float[data.Count * data.SampleLength], new float[data.Count * 10]);
        data.CopyInputs(0, inputs);
        model.Forward(inputs, outputs);
        return outputs;
    }

    // What the curve says of k is what the model does, to the rounding of floats.
    private static void AssertLosesWhatTheCurveSays(EigenSpectra spectra, TruncationRule rule, int k, DataSet data, float[] outputs)
    {
        var curve = Truncation.Curve(spectra, rule, data);
        var whole = spectra.Evaluate(data).ToArray();
        var errors = whole.Zip(outputs, (expected, actual) => Math.Abs(expected - actual)).ToArray();
        var rounding = 1e-5 * curve.LargestOutput;
        Assert.Equal(curve.LargestOutput, whole.Max(Math.Abs), rounding);
        Assert.Equal(curve.Keeping(k).Error.Largest, errors.Max(), rounding);
        Assert.Equal(curve.Keeping(k).Error.Mean, errors.Average(), rounding);
        var correct = Enumerable.Range(0, data.Count).Count(sample => outputs.AsSpan(10 * sample, 10).IndexOf(outputs.AsSpan(10 * sample, 10).ToArray().Max()) == data.Labels[sample]);
        Assert.Equal(curve.Keeping(k).Accuracy, correct / (double)data.Count, 0.01);
    }

    private static void AssertClose(double[] expected, float[] actual)
    {
        var largest = expected.Max(Math.Abs);
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 1e-5 * largest));
    }
}
