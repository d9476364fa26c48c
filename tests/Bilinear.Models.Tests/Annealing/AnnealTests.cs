using Bilinear.Data;
using Bilinear.Testing;
using Bilinear.Testing.Devices;
using Bilinear.Training;

namespace Bilinear.Models.Tests.Annealing;

/// <summary>Gates on their way from silu to none: each step against one in double, and what is written in the end. One subclass a device.</summary>
public abstract class AnnealTests(DeviceFixture fixture) : IDisposable
{
    private const double Once = 1e-5;
    private const double AfterTenSteps = 1e-4;
    private const int Samples = 9;

    private static readonly float[] Inputs = [.. Enumerable.Range(0, Samples * 6).Select(i => 2 * MathF.Sin(i * i))];
    private static readonly int[] Labels = [.. Enumerable.Range(0, Samples).Select(i => i * i % 4)];

    private readonly TemporaryFolder _folder = new();

    private TrainOptions Options => Softened.TrainDefaults with { SaveTo = _folder["softened.safetensors"] };

    private static DataSet Data => DataSet.Labelled("samples", [6], Inputs, Labels, 4);

    [Fact]
    public void EveryStep_IsThatInDouble_AndWhatIsWrittenIsTheSameModel()
    {
        using var model = new Softened(fixture.Device, Samples, seed: 5);
        var reference = new SoftenedInDouble(Inputs, Labels);
        var (before, expected) = (Read(model), Read(model));
        var (first, second) = (Zeros(before), Zeros(before));
        foreach (var step in model.Train(Data, Options))
        {
            // From 1 to 0 over six of ten steps.
            var sharpness = Math.Max(0, (7 - step.Step) / 6.0);
            Assert.Equal(sharpness, step.Sharpness, 1e-12);
            TensorAssert.Close([(float)reference.Loss(before, sharpness)], [step.ReadLoss()], Once, $"loss of step {step.Step}");
            foreach (var (name, gradient) in reference.Gradients(before, sharpness))
                TensorAssert.Close(Floats(gradient), model.ReadGradient(name), Once, $"gradient of {name} in step {step.Step}");
            AdamW(expected, reference.Gradients(expected, sharpness), first, second, step);
            before = Read(model);
            TensorAssert.Close(Floats(reference.Logits(before, sharpness)), model.Forward(new Softened.X(Inputs)).Values.Span, Once, $"logits after step {step.Step}");
        }
        foreach (var (name, values) in expected)
            TensorAssert.Close(Floats(values), model.ReadParameter(name), AfterTenSteps, $"{name} after ten steps");

        var annealed = model.Forward(new Softened.X(Inputs)).Values.Span;
        using var weights = Folded.Weights.Load(fixture.Device, Options.SaveTo!, anyProgram: true);
        using var reader = weights.OpenInference(Samples);
        TensorAssert.Close(annealed, reader.Forward(new Folded.X(Inputs)).Values.Span, Once, "logits of what was written");
        using var copied = model.ToWeights();
        using var copy = copied.OpenInference(Samples);
        Assert.Equal(annealed.ToArray(), copy.Forward(new Softened.X(Inputs)).Values.ToArray());
    }

    /// <summary>On its way a run leaves its checkpoint alone.</summary>
    [Theory]
    [InlineData(3, false)]
    [InlineData(7, true)]
    public void ARunThatWasStopped_GoesOnBitForBit(int stop, bool hasWeights)
    {
        using var unbroken = new Softened(fixture.Device, Samples, seed: 5);
        unbroken.Train(Data, Options with { SaveTo = null }).Run();
        using (var stopped = new Softened(fixture.Device, Samples, seed: 5))
        {
            _ = stopped.Train(Data, Options).First(step => step.Step == stop);
            Assert.Equal(hasWeights, File.Exists(Options.SaveTo));
            if (!hasWeights)
                Assert.StartsWith("The gates of Softened are on their way", Assert.Throws<InvalidOperationException>(() => stopped.Save(Options.SaveTo!)).Message, StringComparison.Ordinal);
        }
        Assert.Contains("'body.factor'", Assert.Throws<Serialization.SafeTensorsException>(() => Softened.Weights.Load(fixture.Device, Options.CheckpointPath!)).Message, StringComparison.Ordinal);

        using var resumed = new Softened(fixture.Device, Samples, seed: 1);
        resumed.Train(Data, Options with { Resume = true }).Run();

        foreach (var parameter in unbroken.Description.Parameters)
            Assert.Equal(unbroken.ReadParameter(parameter.Name), resumed.ReadParameter(parameter.Name));
        Assert.Equal(unbroken.Forward(new Softened.X(Inputs)).Values.ToArray(), resumed.Forward(new Softened.X(Inputs)).Values.ToArray());
    }

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private static Dictionary<string, double[]> Read(Softened model) => model.Description.Parameters.ToDictionary(parameter => parameter.Name, parameter => model.ReadParameter(parameter.Name).Select(value => (double)value).ToArray());

    private static Dictionary<string, double[]> Zeros(Dictionary<string, double[]> like) => like.ToDictionary(parameter => parameter.Key, parameter => new double[parameter.Value.Length]);

    private static float[] Floats(double[] values) => [.. values.Select(value => (float)value)];

    // As PyTorch: decoupled decay, here of all but the factor; bias-corrected moments; ε outside the root.
    private static void AdamW(Dictionary<string, double[]> parameters, Dictionary<string, double[]> gradients, Dictionary<string, double[]> first, Dictionary<string, double[]> second, TrainingStep step)
    {
        var (t, options) = ((int)step.Step, Softened.TrainDefaults.Optimizer);
        var rate = 1e-2 * (1 + Math.Cos(Math.PI * (t - 1) / 10)) / 2;
        foreach (var (name, values) in parameters)
        {
            for (var i = 0; i < values.Length; i++)
            {
                var gradient = gradients[name][i];
                var mean = first[name][i] = (options.Beta1 * first[name][i]) + ((1 - options.Beta1) * gradient);
                var square = second[name][i] = (options.Beta2 * second[name][i]) + ((1 - options.Beta2) * gradient * gradient);
                values[i] *= name == "body.factor" ? 1 : 1 - (rate * 0.5);
                values[i] -= rate * mean / (1 - Math.Pow(options.Beta1, t)) / (Math.Sqrt(square / (1 - Math.Pow(options.Beta2, t))) + options.Epsilon);
            }
        }
    }
}

public sealed class CpuAnnealTests(CpuFixture fixture) : AnnealTests(fixture), IClassFixture<CpuFixture>;

public sealed class OpenClAnnealTests(OpenClFixture fixture) : AnnealTests(fixture), IClassFixture<OpenClFixture>;

public sealed class CudaAnnealTests(CudaFixture fixture) : AnnealTests(fixture), IClassFixture<CudaFixture>;
