using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Serialization;
using Bilinear.Testing;
using Bilinear.Training;

namespace Bilinear.Runtime.Tests.Training;

public sealed class ValidationTests : IDisposable
{
    private static readonly TrainOptions Options = new() { Optimizer = new(1e-2), Epochs = 40, Seed = 9, Validation = 0.2, Patience = 3 };

    private readonly TemporaryFolder _folder = new();
    private readonly Device _device = Device.Open(DeviceKind.Cpu);
    private readonly DataSet _data = DataSet.Digits().Train;

    private string Weights => _folder["w.safetensors"];

    private string Best => _folder["w.best.safetensors"];

    private string Saved => _folder["w.checkpoint.safetensors"];

    public void Dispose()
    {
        _device.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void ASplit_HasEachSampleOnce_InOrder_AsTheSeedSays()
    {
        var data = DataSet.Labelled("numbers", [1], [.. Enumerable.Range(0, 1000).Select(i => (float)i)], [.. Enumerable.Range(0, 1000)], 1000);

        var (training, validation) = data.Split(0.1, seed: 5);
        var (kept, held) = (Inputs(training), Inputs(validation));

        Assert.Equal((900, 100), (kept.Length, held.Length));
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (float)i), kept.Concat(held).Order());
        Assert.Equal(kept.Order(), kept);
        Assert.Equal(held.Order(), held);
        Assert.Equal(held, validation.Labels.ToArray().Select(label => (float)label));
        Assert.Equal(held, Inputs(data.Split(0.1, seed: 5).Validation));
        Assert.NotEqual(held, Inputs(data.Split(0.1, seed: 6).Validation));
        var schema = new DataSchema { Columns = [new DataColumn("number")] };
        Assert.All([data.With(schema).Split(0.1, 5).Training, data.With(schema).Split(0.1, 5).Validation], part => Assert.Same(schema, part.Schema));
        // As many of each half as chance gives, and never a block of neighbours.
        Assert.InRange(held.Count(value => value < 500), 30, 70);
        Assert.Equal(validation.Checksum, DataSet.Labelled("copy", [1], held, validation.Labels.ToArray(), 1000).Checksum);
    }

    [Theory]
    [InlineData(0, "none")]
    [InlineData(1, "all")]
    [InlineData(double.NaN, "none")]
    [InlineData(1e-9, "none")]
    [InlineData(0.9999, "all")]
    public void ASplitWithAnEmptyPart_IsRefused(double share, string held) =>
        Assert.Contains($"this share for validation is {held} of them: it must be above 0 and below 1, and leave a sample in each part.", Assert.Throws<ArgumentOutOfRangeException>(() => _data.Split(share, 0)).Message, StringComparison.Ordinal);

    [Fact]
    public void Training_SeesTheOtherSamplesAlone_AndIsEvaluatedOnThese()
    {
        var (training, validation) = _data.Split(0.2, seed: 9);
        using var model = new Quadratic(_device);
        foreach (var step in model.Train(_data, Options with { Epochs = 3 }))
            Assert.Equal(step.EndsEpoch ? model.Evaluate(validation) : null, step.Validation);

        using var other = new Quadratic(_device);
        other.Train(training, Options with { Epochs = 3, Validation = 0, Patience = 0 }).Run();
        Assert.Equal(other.ReadParameters(), model.ReadParameters());
    }

    [Fact]
    public void TheBestEpochIsKept_AndPatienceEndsTheRun()
    {
        using var model = new Quadratic(_device);
        var epochs = model.Train(_data, Options with { SaveTo = Weights }).Where(step => step.EndsEpoch).ToList();

        var losses = epochs.ConvertAll(epoch => epoch.Validation!.Loss);
        var best = losses.IndexOf(losses.Min());
        Assert.Equal(best + 3, epochs.Count - 1);
        Assert.InRange(epochs.Count, 5, 39);
        Assert.Equal([.. epochs.Select((_, i) => losses.Take(i).All(before => losses[i] < before))], epochs.ConvertAll(epoch => epoch.IsBest));
        Assert.Equal([epochs[^1].Step], epochs.Where(epoch => epoch.EndsRun).Select(epoch => epoch.Step));
        Assert.False(File.Exists(Saved));

        Assert.Equal(losses[^1], model.Evaluate(_data.Split(0.2, 9).Validation).Loss);
        model.Load(Best);
        Assert.Equal(losses[best], model.Evaluate(_data.Split(0.2, 9).Validation).Loss);
        using var file = SafeTensorsFile.Open(Best);
        Assert.Equal(new Provenance(9, _data.Name, _data.Checksum, epochs[best].Step) { Validation = 0.2, ValidationLoss = losses[best] }, ModelMetadata.Read(Best, file)!.Provenance);
    }

    [Theory]
    [InlineData(1)]      // before the first evaluation
    [InlineData(40)]
    [InlineData(1000)]   // at the end, as a kill before the weights were written leaves it
    public void ARunThatWasStopped_GoesOnAsIfItHadNot(int stop)
    {
        byte[] weights, best;
        using (var model = new Quadratic(_device))
        {
            model.Train(_data, Options with { SaveTo = Weights }).Run();
            (weights, best) = (File.ReadAllBytes(Weights), File.ReadAllBytes(Best));
            File.Delete(Best);
        }
        using (var model = new Quadratic(_device))
        {
            foreach (var step in model.Train(_data, Options with { SaveTo = Weights }))
            {
                if (step.Step == stop || step.EndsRun)
                    break;
            }
        }

        // The checkpoint has the best parameters too: whatever happened to their file.
        File.Delete(Best);
        using var resumed = new Quadratic(_device, batch: 128, seed: 1);
        foreach (var _ in resumed.Train(_data, Options with { SaveTo = Weights, Resume = true }))
        {
        }
        Assert.Equal(weights, File.ReadAllBytes(Weights));
        Assert.Equal(best, File.ReadAllBytes(Best));
        Assert.False(File.Exists(Saved));
    }

    [Fact]
    public void ARunGoesOnWithItsSplitAndItsPatienceOnly()
    {
        using var model = new Quadratic(_device);
        var options = Options with { SaveTo = Weights };
        foreach (var step in model.Train(_data, options))
        {
            if (step.Step == 12)
                break;
        }

        Assert.Contains("share for validation is 0.2, and here it is 0.3", Refused(options with { Validation = 0.3 }), StringComparison.Ordinal);
        Assert.Contains("patience is 3, and here it is 5", Refused(options with { Patience = 5 }), StringComparison.Ordinal);

        string Refused(TrainOptions options) => Assert.ThrowsAny<IOException>(() => model.Train(_data, options with { Resume = true }).Run()).Message;
    }

    [Fact]
    public void AnotherFile_IsNotReplacedByTheBestWeights()
    {
        File.WriteAllText(Best, "mine");
        using var model = new Quadratic(_device);

        Assert.Contains("would be replaced", Assert.Throws<IOException>(() => model.Train(_data, Options with { SaveTo = Weights })).Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Best));
    }

    [Theory]
    [InlineData(-0.1, 0, "a share of the data for validation is from 0 to below 1")]
    [InlineData(1, 0, "a share of the data for validation is from 0 to below 1")]
    [InlineData(double.NaN, 0, "a share of the data for validation is from 0 to below 1")]
    [InlineData(0, 2, "set Validation too")]
    [InlineData(0.1, -1, "cannot be negative")]
    [InlineData(0.95, 0, "72 samples that are not for validation")]
    public void WrongOptions_AreRefused(double validation, int patience, string words)
    {
        using var model = new Quadratic(_device);
        Assert.Contains(words, Assert.Throws<ArgumentException>(() => model.Train(_data, Options with { Validation = validation, Patience = patience })).Message, StringComparison.Ordinal);
    }

    private static float[] Inputs(DataSet data)
    {
        var inputs = new float[data.Count * data.SampleLength];
        data.CopyInputs(0, inputs);
        return inputs;
    }
}
