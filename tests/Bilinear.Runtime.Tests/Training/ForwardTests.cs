using System.Collections.Concurrent;
using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Training;

namespace Bilinear.Runtime.Tests.Training;

public sealed class ForwardTests : IDisposable
{
    private readonly Device _device = Device.Open(DeviceKind.Cpu);
    private readonly DataSet _data = DataSet.Digits().Test;
    private readonly float[] _images;

    public ForwardTests()
    {
        _images = new float[_data.Count * _data.SampleLength];
        _data.CopyInputs(0, _images);
    }

    public void Dispose() => _device.Dispose();

    [Fact]
    public void TheResult_DoesNotDependOnHowTheInputIsCut()
    {
        var expected = Logits(capacity: 360);
        foreach (var capacity in (int[])[1, 2, 7, 13, 64, 359, 1000])
            Assert.Equal(expected, Logits(capacity));
    }

    [Fact]
    public void Inference_GivesTheBytesOfTheTrainingForm()
    {
        using var model = new Quadratic(_device, batch: 7);
        using var weights = model.ToWeights();
        using var reader = weights.OpenInference();
        var (trained, read) = (new float[3600], new float[3600]);
        model.Forward(_images, trained);
        reader.Forward(_images, read);
        Assert.Equal(trained, read);
    }

    [Fact]
    public void EightThreads_ShareOneSetOfWeights()
    {
        using var model = new Quadratic(_device);
        using var weights = model.ToWeights();
        var expected = new float[3600];
        model.Forward(_images, expected);

        var results = new ConcurrentBag<float[]>();
        var threads = Enumerable.Range(0, 8).Select(index => new Thread(() =>
        {
            using var reader = weights.OpenInference(batch: 1 + index * 5);
            for (var turn = 0; turn < 20; turn++)
            {
                var logits = new float[3600];
                reader.Forward(_images, logits);
                results.Add(logits);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Equal(160, results.Count);
        Assert.All(results, logits => Assert.Equal(expected, logits));
    }

    [Fact]
    public void AWorkspaceUsedByTwoThreads_Throws()
    {
        using var entered = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        var plain = Quadratic.ModelDescription;
        var description = new ModelDescription
        {
            Name = "Slow",
            Inputs = plain.Inputs,
            Outputs = plain.Outputs,
            Parameters = plain.Parameters,
            ForwardArena = plain.ForwardArena,
            StepArena = plain.StepArena,
            Step = plain.Step,
            Forward = _ =>
            {
                entered.Set();
                leave.Wait();
            },
        };
        using var model = new Quadratic(_device, 1, 0, description);
        var first = new Thread(() => model.Forward(new float[64], new float[10]));
        first.Start();
        entered.Wait();
        var error = Assert.Throws<InvalidOperationException>(() => model.Forward(new float[64], new float[10]));
        Assert.Equal("Another thread is using this Slow. Open a model for each thread with OpenInference: they share their weights.", error.Message);
        leave.Set();
        first.Join();
        model.Forward(new float[64], new float[10]);
    }

    [Fact]
    public void SizesThatDoNotFit_AreRefused()
    {
        using var model = new Quadratic(_device);
        Assert.Contains("Quadratic takes 64 floats for each sample, and 65 is not a multiple", Assert.Throws<ArgumentException>(() => model.Forward(new float[65], new float[10])).Message);
        Assert.Contains("2 samples of Quadratic give 20 floats, and there is room for 10", Assert.Throws<ArgumentException>(() => model.Forward(new float[128], new float[10])).Message);
        model.Forward([], Span<float>.Empty);
    }

    private float[] Logits(int capacity)
    {
        using var model = new Quadratic(_device, capacity);
        var logits = new float[3600];
        model.Forward(_images, logits);
        return logits;
    }
}
