using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Serialization;
using Bilinear.Testing;
using Bilinear.Training;

namespace Bilinear.Runtime.Tests.Training;

public sealed class ResumeTests : IDisposable
{
    private static readonly TrainOptions Options = new()
    {
        Optimizer = new(1e-2, WeightDecay: 0.5),
        Schedule = LearningRateSchedule.Cosine,
        Epochs = 6,
        Seed = 9,
    };

    private readonly TemporaryFolder _folder = new();
    private readonly Device _device = Device.Open(DeviceKind.Cpu);
    private readonly DataSet _data = DataSet.Digits().Train;

    private string Weights => _folder["w.safetensors"];

    private string Saved => _folder["w.checkpoint.safetensors"];

    public void Dispose()
    {
        _device.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(11)]
    [InlineData(25)]
    [InlineData(65)]
    [InlineData(66)]
    public void ARunThatWasStopped_GoesOnAsIfItHadNot(int stop)
    {
        var (parameters, losses) = Unbroken();
        var found = new List<float>();
        using (var model = new Quadratic(_device))
        {
            foreach (var step in model.Train(_data, Options with { SaveTo = Weights }))
            {
                found.Add(step.ReadLoss());
                if (step.Step == stop)
                    break;
            }
            Assert.Equal(model.ReadParameters(), Parameters(Weights));
        }
        Assert.True(File.Exists(Saved));

        // Another seed: what it draws is overwritten.
        using (var model = new Quadratic(_device, batch: 128, seed: 1))
        {
            foreach (var step in model.Train(_data, Options with { SaveTo = Weights, Resume = true }))
                found.Add(step.ReadLoss());
            Assert.Equal(parameters, model.ReadParameters());
        }
        Assert.Equal(losses, found);
        Assert.Equal(parameters, Parameters(Weights));
        Assert.False(File.Exists(Saved), "The checkpoint is still there after training was complete.");
    }

    [Fact]
    public void ARunThatWasKilled_GoesOnFromItsLastEpoch()
    {
        var (parameters, _) = Unbroken();
        using var model = new Quadratic(_device);
        foreach (var step in model.Train(_data, Options with { SaveTo = Weights }))
        {
            // What a kill in the third epoch would leave: no weights, and the checkpoint of the second's end.
            if (step.Step != 30)
                continue;
            Assert.False(File.Exists(Weights));
            File.Copy(Saved, _folder["killed.checkpoint.safetensors"]);
            break;
        }
        var steps = model.Train(_data, Options with { SaveTo = _folder["killed.safetensors"], Resume = true }).ToList();
        Assert.Equal(23, steps[0].Step);
        Assert.Equal(parameters, model.ReadParameters());
    }

    [Fact]
    public void Cancelling_LeavesACheckpointToGoOnFrom()
    {
        var (parameters, _) = Unbroken();
        using var cancel = new CancellationTokenSource();
        using var model = new Quadratic(_device);
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var step in model.Train(_data, Options with { SaveTo = Weights }, cancel.Token))
            {
                if (step.Step == 20)
                    cancel.Cancel();
            }
        });
        Assert.True(File.Exists(Weights));
        model.Train(_data, Options with { SaveTo = Weights, Resume = true }).Run();
        Assert.Equal(parameters, model.ReadParameters());
    }

    [Fact]
    public void CancellingBeforeTheFirstStep_WritesNothing()
    {
        using var model = new Quadratic(_device);
        Assert.Throws<OperationCanceledException>(() => model.Train(_data, Options with { SaveTo = Weights }, new CancellationToken(canceled: true)).First());
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void ACheckpoint_OpensAsWeights()
    {
        var parameters = StopAt(20);
        using var model = new Quadratic(_device);
        model.Load(Saved);
        Assert.Equal(parameters, model.ReadParameters());
        using var weights = Quadratic.Weights.Load(_device, Saved);
        Assert.Equal(model.ReadParameter("head.weight"), weights.ReadParameter("head.weight"));
    }

    [Fact]
    public void WithoutACheckpoint_ThereIsNothingToGoOnFrom()
    {
        using var model = new Quadratic(_device);
        var error = Assert.Throws<FileNotFoundException>(() => model.Train(_data, Options with { SaveTo = Weights, Resume = true }).First());
        Assert.Contains($"There is nothing to go on from: no file {Saved}.", error.Message);
    }

    [Fact]
    public void AnotherRun_IsRefusedWithBothValues()
    {
        StopAt(20);
        AssertRefused("it belongs to another run: there the seed is 9, and here it is 10. Resume with the same seed, or, to train anew, do not resume, and delete this file or save to another one.", Options with { Seed = 10 });
        AssertRefused("there the batch is 128, and here it is 64.", Options with { Batch = 64 });
        AssertRefused("there the number of epochs is 6, and here it is 7.", Options with { Epochs = 7 });
        AssertRefused("there the schedule is cosine, and here it is constant.", Options with { Schedule = LearningRateSchedule.Constant });
        AssertRefused("there the optimizer is adamw(lr: 0.01, ", Options with { Optimizer = new(2e-2) });

        var other = DataSet.Digits().Test;
        AssertRefused($"there the data set is digits, train ({_data.Checksum}), and here it is digits, test ({other.Checksum}).", Options, data: other);
        AssertRefused("it holds Quadratic, and this is Cubic.", Options, Quadratic.Describe("Cubic"));
        AssertRefused("it holds Quadratic, and this is Quadratic(hidden: 64).", Options, Quadratic.Describe("Quadratic", arguments: [new("hidden", "64")]));
        AssertRefused("there the text of the program is 'model Quadratic', and here it is 'model Quadratic { }'.", Options, Quadratic.Describe("Quadratic", text: "model Quadratic { }\n"));
    }

    [Fact]
    public void MomentsOfAnotherShape_AreRefusedByName()
    {
        StopAt(20);
        Dictionary<string, string> metadata;
        List<NamedTensor> tensors;
        using (var file = SafeTensorsFile.Open(Saved))
        {
            metadata = new(file.Metadata);
            tensors = [.. file.Tensors.Values.Select(tensor => tensor.Name == "moment2/head.weight"
                ? new NamedTensor(tensor.Name, [11, 64], new float[11 * 64])
                : new NamedTensor(tensor.Name, [.. tensor.Shape.Select(size => (int)size)], file.ReadFloats(tensor.Name)))];
        }
        SafeTensorsWriter.Write(Saved, metadata, tensors);
        AssertRefused("'moment2/head.weight' is [11, 64] and should be [10, 64].", Options);

        SafeTensorsWriter.Write(Saved, metadata, [.. tensors.Where(tensor => tensor.Name != "moment1/embed.weight")]);
        AssertRefused("'moment1/embed.weight' is missing.", Options);
    }

    [Fact]
    public void PlainWeights_AreNotACheckpoint()
    {
        using (var model = new Quadratic(_device))
            model.Save(Saved);
        AssertRefused("it is not a checkpoint: it does not say what it was trained with.", Options);
    }

    [Theory]
    [InlineData("lr0.01", "lr0.01.checkpoint.safetensors")]
    [InlineData("lr0.02", "lr0.02.checkpoint.safetensors")]
    [InlineData("w.bin", "w.bin.checkpoint.safetensors")]
    [InlineData("w.SAFETENSORS", "w.SAFETENSORS.checkpoint.safetensors")]
    [InlineData("w.0.safetensors", "w.0.checkpoint.safetensors")]
    public void OnlyTheFormatsOwnEnding_IsCutOffANameToMakeAnother(string weights, string checkpoint)
    {
        using var model = new Quadratic(_device);
        foreach (var step in model.Train(_data, Options with { SaveTo = _folder[weights] }))
        {
            if (step.Step == 1)
                break;
        }

        Assert.Equal(new[] { _folder[weights], _folder[checkpoint] }.Order(), Directory.GetFiles(_folder.Path).Order());
        Assert.NotEmpty(model.Train(_data, Options with { SaveTo = _folder[weights], Resume = true }).ToList());
        Assert.Equal([_folder[weights]], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void AFileThatIsNoCheckpoint_IsNotReplacedByOne()
    {
        using var model = new Quadratic(_device);
        model.Save(Saved);                                // weights, not a checkpoint
        AssertStays();
        File.WriteAllText(Saved, "my notes");
        AssertStays();
        File.Delete(Saved);
        Directory.CreateDirectory(Saved);
        AssertStays();
        Directory.Delete(Saved);
        File.CreateSymbolicLink(Saved, Weights);          // the weights themselves
        AssertStays();

        void AssertStays()
        {
            var before = Contents();
            var error = Assert.Throws<IOException>(() => model.Train(_data, Options with { SaveTo = Weights }));
            Assert.StartsWith($"{Saved} would be replaced by the checkpoint beside {Weights}", error.Message);
            Assert.Equal(before, Contents());
        }

        byte[] Contents() => File.Exists(Saved) && File.ResolveLinkTarget(Saved, returnFinalTarget: true) is null or { Exists: true } ? File.ReadAllBytes(Saved) : [];
    }

    [Fact]
    public void ADevice_GetsTheWeights_AndNothingBesideIt()
    {
        Assert.SkipWhen(Shell.Run("mknod", Weights, "c", "1", "3") is null, "Only root can make devices.");
        using var model = new Quadratic(_device);

        model.Train(_data, Options with { SaveTo = Weights }).Run();

        Assert.Equal([Weights], Directory.GetFileSystemEntries(_folder.Path));
        Assert.Equal("character special file\n", Shell.Run("stat", "-c", "%F", Weights));
        Assert.Contains("there is none", Assert.Throws<ArgumentException>(() => model.Train(_data, Options with { SaveTo = Weights, Resume = true })).Message);
    }

    [Fact]
    public void ADamagedCheckpoint_IsRefused()
    {
        StopAt(20);
        var bytes = File.ReadAllBytes(Saved);
        File.WriteAllBytes(Saved, bytes[..^4]);
        AssertRefused("the file has only", Options);
    }

    private void AssertRefused(string sentence, TrainOptions options, ModelDescription? description = null, DataSet? data = null)
    {
        using var model = new Quadratic(_device, 128, 42, description);
        var before = model.ReadParameters();
        var error = Assert.Throws<SafeTensorsException>(() => model.Train(data ?? _data, options with { SaveTo = Weights, Resume = true }).First());
        Assert.StartsWith(Saved, error.Message);
        Assert.Contains(sentence, error.Message);
        Assert.Equal(before, model.ReadParameters());
        Assert.True(File.Exists(Saved));
    }

    private float[] StopAt(int stop)
    {
        using var model = new Quadratic(_device);
        foreach (var step in model.Train(_data, Options with { SaveTo = Weights }))
        {
            if (step.Step == stop)
                break;
        }
        return model.ReadParameters();
    }

    private (float[] Parameters, List<float> Losses) Unbroken()
    {
        using var model = new Quadratic(_device);
        var losses = model.Train(_data, Options).Select(step => step.ReadLoss()).ToList();
        return (model.ReadParameters(), losses);
    }

    private float[] Parameters(string path)
    {
        using var model = new Quadratic(_device);
        model.Load(path);
        return model.ReadParameters();
    }
}
