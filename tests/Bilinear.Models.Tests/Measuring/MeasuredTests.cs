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
        var (one, each) = (1.0, Enumerable.Repeat(1.0, 7).ToArray());
        // The first step begins with the scales of its batch: the second norm reads what the first one gives with its own.
        model.WriteParameter("one.scale", [.. Enumerable.Repeat((float)(1 / Math.Sqrt((Squares(model).One.Average() / Samples) + 1e-4)), 5)]);
        var squares = Squares(model);
        foreach (var step in model.Train(Data, Options))
        {
            // All samples are one batch, so that it is known what the step met.
            TensorAssert.Close([.. squares.One.Select(square => (float)square)], model.ReadGradient("one.scale"), Once, $"squares of step {step.Step}");
            var take = Math.Max(0.1, 1.0 / step.Step);
            one += take * ((squares.One.Average() / Samples) + 1e-4 - one);
            for (var channel = 0; channel < each.Length; channel++)
                each[channel] += take * ((squares.Each[channel] / Samples) + 1e-8 - each[channel]);
            TensorAssert.Close([.. Enumerable.Repeat((float)(1 / Math.Sqrt(one)), 5)], model.ReadParameter("one.scale"), Once, $"the one scale after step {step.Step}");
            TensorAssert.Close([.. each.Select(square => (float)(1 / Math.Sqrt(square)))], model.ReadParameter("each.scale"), Once, $"the scales of channels after step {step.Step}");
            squares = Squares(model);
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

    // Σ x² of what each norm reads, over the samples.
    private static (double[] One, double[] Each) Squares(Measured model)
    {
        var capture = new Measured.Capture();
        var (embed, body) = (capture.Embed.Keep(), capture.Body.Keep());
        model.Forward(new Measured.X(Inputs), capture);
        return (Sums(embed, 5), Sums(body, 7));
    }

    private static double[] Sums(Activation values, int channels) =>
        [.. Enumerable.Range(0, channels).Select(channel => Enumerable.Range(0, Samples).Sum(sample => (double)values[sample][channel] * values[sample][channel]))];
}

public sealed class CpuMeasuredTests(CpuFixture fixture) : MeasuredTests(fixture), IClassFixture<CpuFixture>;

public sealed class OpenClMeasuredTests(OpenClFixture fixture) : MeasuredTests(fixture), IClassFixture<OpenClFixture>;

public sealed class CudaMeasuredTests(CudaFixture fixture) : MeasuredTests(fixture), IClassFixture<CudaFixture>;
