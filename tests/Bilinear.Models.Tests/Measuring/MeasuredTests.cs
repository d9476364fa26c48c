using Bilinear.Data;
using Bilinear.Serialization;
using Bilinear.Testing;
using Bilinear.Testing.Devices;
using Bilinear.Training;

namespace Bilinear.Models.Tests.Measuring;

/// <summary>Norms whose scales are measured: each step against the running mean in double, and what is written in the end. One subclass a device.</summary>
public abstract class MeasuredTests(DeviceFixture fixture) : IDisposable
{
    private const double Once = 1e-5;
    private const int Samples = 9;

    private static readonly float[] Inputs = [.. Enumerable.Range(0, Samples * 6).Select(i => 2 * MathF.Sin(i * i))];

    private readonly TemporaryFolder _folder = new();

    private TrainOptions Options => Measured.TrainDefaults with { SaveTo = _folder["measured.safetensors"] };

    private static DataSet Data => DataSet.Labelled("samples", [6], Inputs, [.. Enumerable.Range(0, Samples).Select(i => i * i % 4)], 4);

    [Fact]
    public void EveryStep_MovesTheScales_AndWhatIsWrittenIsTheSameModel()
    {
        using var model = new Measured(fixture.Device, Samples, seed: 5);
        var (one, each) = (0.0, new double[7]);
        var batch = SquaresOf(model);
        foreach (var step in model.Train(Data, Options))
        {
            // All samples are one batch, so that it is known what the step met.
            TensorAssert.Close(Scale(Enumerable.Repeat(batch.One, 5)), model.ReadGradient("one.scale"), Once, $"the one scale of the batch of step {step.Step}");
            TensorAssert.Close(Scale(batch.Each), model.ReadGradient("each.scale"), Once, $"the scales of channels of the batch of step {step.Step}");
            var take = Math.Max(0.1, 1.0 / step.Step);
            one += take * (batch.One - one);
            each = [.. each.Zip(batch.Each, (running, now) => running + (take * (now - running)))];
            TensorAssert.Close(Scale(Enumerable.Repeat(one, 5)), model.ReadParameter("one.scale"), Once, $"the one scale after step {step.Step}");
            TensorAssert.Close(Scale(each), model.ReadParameter("each.scale"), Once, $"the scales of channels after step {step.Step}");
            batch = SquaresOf(model);
        }
        Assert.Single(model.ReadParameter("one.scale").Distinct());

        var trained = model.Forward(new Measured.X(Inputs)).Values.Span;
        using var weights = Folded.Weights.Load(fixture.Device, Options.SaveTo!, anyProgram: true);
        using var reader = weights.OpenInference(Samples);
        TensorAssert.Close(trained, reader.Forward(new Folded.X(Inputs)).Values.Span, Once, "logits of what was written");
        using var copied = model.ToWeights();
        using var copy = copied.OpenInference(Samples);
        TensorAssert.Close(trained, copy.Forward(new Measured.X(Inputs)).Values.Span, Once, "logits of a copy in memory");
        using var file = SafeTensorsFile.Open(Options.SaveTo!);
        Assert.Equal(["body.bias", "body.weight", "embed.bias", "embed.weight", "head.weight"], file.Tensors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Measured.ModelDescription.TrainedText, file.Metadata["source"]);
        Assert.DoesNotContain("norm", Measured.ModelDescription.TrainedText![Measured.ModelDescription.TrainedText!.IndexOf("model Measured(", StringComparison.Ordinal)..Measured.ModelDescription.TrainedText!.IndexOf("train Measured", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Fact]
    public void ARunThatWasStopped_GoesOnBitForBit()
    {
        using var unbroken = new Measured(fixture.Device, Samples, seed: 5);
        unbroken.Train(Data, Options with { SaveTo = null }).Run();
        using (var stopped = new Measured(fixture.Device, Samples, seed: 5))
            _ = stopped.Train(Data, Options).First(step => step.Step == 4);
        // Weights can be written at any step; the checkpoint alone has the scales.
        Assert.True(File.Exists(Options.SaveTo));
        Assert.Contains("'one.scale', and so is the checkpoint of a run that measures", Assert.Throws<SafeTensorsException>(() => LoadForTraining(Options.CheckpointPath!)).Message, StringComparison.Ordinal);
        Assert.Contains("Measured measures the scales of its norms in training", Assert.Throws<SafeTensorsException>(() => Measured.Weights.Load(fixture.Device, Options.SaveTo!, anyProgram: true)).Message, StringComparison.Ordinal);

        using var resumed = new Measured(fixture.Device, Samples, seed: 1);
        resumed.Train(Data, Options with { Resume = true }).Run();
        foreach (var parameter in unbroken.Description.Parameters)
            Assert.Equal(unbroken.ReadParameter(parameter.Name), resumed.ReadParameter(parameter.Name));
    }

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private void LoadForTraining(string path)
    {
        using var model = new Measured(fixture.Device, Samples);
        model.Load(path);
    }

    private static float[] Scale(IEnumerable<double> squares) => [.. squares.Select(square => (float)(1 / Math.Sqrt(square)))];

    // s² of what each norm reads in training, where the second reads what the first one gives with its own.
    private static (double One, double[] Each) SquaresOf(Measured model)
    {
        float[] Read(string name) => model.ReadParameter(name);
        double[][] x = [.. Inputs.Chunk(6).Select(sample => Affine([.. sample.Select(value => (double)value)], Read("embed.weight"), Read("embed.bias")))];
        var one = x.SelectMany(row => row).Average(value => value * value) + 1e-4;
        double[][] normed = [.. x.Select(row => row.Zip(Read("one.weight"), (value, gain) => value * gain / Math.Sqrt(one)).ToArray())];
        double[][] halves = [.. normed.Select(row => Affine(row, Read("body.weight"), Read("body.bias")))];
        return (one, [.. Enumerable.Range(0, 7).Select(channel => halves.Average(row => Math.Pow(row[channel] * row[channel + 7], 2)) + 1e-8)]);
    }

    private static double[] Affine(double[] x, float[] weight, float[] bias) => [.. weight.Chunk(x.Length).Zip(bias, (row, shift) => row.Zip(x, (w, value) => w * value).Sum() + shift)];
}

public sealed class CpuMeasuredTests(CpuFixture fixture) : MeasuredTests(fixture), IClassFixture<CpuFixture>;

public sealed class OpenClMeasuredTests(OpenClFixture fixture) : MeasuredTests(fixture), IClassFixture<OpenClFixture>;

public sealed class CudaMeasuredTests(CudaFixture fixture) : MeasuredTests(fixture), IClassFixture<CudaFixture>;
