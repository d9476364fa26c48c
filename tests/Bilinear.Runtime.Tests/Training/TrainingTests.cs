using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Training;

namespace Bilinear.Runtime.Tests.Training;

public sealed class TrainingTests : IDisposable
{
    private readonly Device _device = Device.Open(DeviceKind.Cpu);
    private readonly DataSet _train;
    private readonly DataSet _test;

    public TrainingTests() => (_train, _test) = DataSet.Digits();

    public void Dispose() => _device.Dispose();

    [Fact]
    public void Digits_AreLearned()
    {
        using var model = new Quadratic(_device);
        var steps = model.Train(_train).ToList();
        Assert.Equal(60 * 11, steps.Count);
        Assert.True(steps[^1].ReadLoss() < 0.1 * steps[0].ReadLoss(), $"The loss fell from {steps[0].ReadLoss()} only to {steps[^1].ReadLoss()}.");
        var evaluation = model.Evaluate(_test);
        Assert.True(evaluation.Accuracy >= 0.96, $"The accuracy is {evaluation.Accuracy:P2}.");
    }

    [Fact]
    public void AnyNumberOfThreads_GivesTheSameBits()
    {
        var runs = Enumerable.Range(1, 3).Select(threads =>
        {
            using var device = Device.Open(DeviceKind.Cpu, new DeviceOptions { Threads = threads });
            using var model = new Quadratic(device);
            model.Train(_train, Quadratic.ModelDescription.TrainDefaults with { Epochs = 5 }).Run();
            return model.ReadParameters();
        }).ToList();
        Assert.Equal(runs[0], runs[1]);
        Assert.Equal(runs[0], runs[2]);
    }

    [Fact]
    public void TheSeed_DecidesOrderAndNoise()
    {
        var first = Train(new TrainOptions { Steps = 3, Seed = 1 });
        Assert.Equal(first, Train(new TrainOptions { Steps = 3, Seed = 1 }));
        Assert.NotEqual(first, Train(new TrainOptions { Steps = 3, Seed = 2 }));
    }

    [Fact]
    public void Steps_SayWhereTheyStand()
    {
        using var model = new Quadratic(_device);
        var steps = model.Train(_train, new TrainOptions { Batch = 100, Steps = 17, Schedule = LearningRateSchedule.Cosine }).ToList();
        // 1437 samples: 14 whole batches an epoch, the last 37 dropped.
        Assert.Equal(Enumerable.Range(1, 17).Select(step => (long)step), steps.Select(step => step.Step));
        Assert.Equal(Enumerable.Repeat(1L, 14).Concat([2, 2, 2]), steps.Select(step => step.Epoch));
        Assert.Equal([14L, 17L], steps.Where(step => step.EndsEpoch).Select(step => step.Step));
        Assert.All(steps, step => Assert.Equal((17L, 2L), (step.TotalSteps, step.TotalEpochs)));
        Assert.Equal(1e-3, steps[0].LearningRate);
        Assert.Equal(1e-3 * 0.5 * (1 + Math.Cos(Math.PI * 16 / 17)), steps[16].LearningRate, 1e-12);
        Assert.All(steps, step => Assert.True(step.SamplesPerSecond > 0));
    }

    [Fact]
    public void Losses_CanBeReadLater()
    {
        using var model = new Quadratic(_device);
        var atOnce = new List<float>();
        var steps = model.Train(_train, new TrainOptions { Steps = 20 }).Select(step =>
        {
            atOnce.Add(step.ReadLoss());
            return step;
        }).ToList();
        Assert.Equal(atOnce, steps.Select(step => step.ReadLoss()));
        Assert.InRange(atOnce[0], 2, 3);
    }

    [Fact]
    public void LossesOfStepsLongPast_AreRefused_NotMistakenForLaterOnes()
    {
        const int Kept = 1 << 16;
        var data = DataSet.Regression("one", [3], [1, 2, 3], [1, 2]);
        using var model = new Affine(_device, batch: 1);
        var steps = model.Train(data, new TrainOptions { Batch = 1, Steps = Kept + 2 }).ToList();

        Assert.Equal("The loss of step 2 is gone: those of the last 65536 of 65538 steps are kept. Read it inside the loop.", Assert.Throws<InvalidOperationException>(() => steps[1].ReadLoss()).Message);
        Assert.True(float.IsFinite(steps[2].ReadLoss()) && steps[2].ReadLoss() > steps[^1].ReadLoss());
    }

    [Fact]
    public void AVeryLongRun_TakesNoMemoryForItsLength()
    {
        using var device = new CpuDevice(new DeviceOptions { Threads = 1 }, length => length < 1 << 20 ? NativeBlock.Allocate(length) : throw new DeviceException($"{length} floats"));
        using var small = new Quadratic(device);

        Assert.True(float.IsFinite(small.Train(_train, new TrainOptions { Epochs = int.MaxValue }).First().ReadLoss()));
    }

    [Fact]
    public void EvaluatingAndSavingBetweenSteps_ChangesNothing()
    {
        using var model = new Quadratic(_device);
        foreach (var step in model.Train(_train, new TrainOptions { Steps = 20 }))
        {
            if (step.Step % 3 == 0)
                model.Evaluate(_test);
        }
        Assert.Equal(Train(new TrainOptions { Steps = 20 }), model.ReadParameters());
    }

    [Fact]
    public void FirstStepOfALinearWarmup_ChangesNothing()
    {
        using var model = new Quadratic(_device);
        var before = model.ReadParameters();
        var after = model.Train(_train, new TrainOptions { Steps = 2, Schedule = LearningRateSchedule.Linear(10) }).Select(_ => model.ReadParameters()).ToList();

        Assert.Equal(before, after[0]);
        Assert.NotEqual(before, after[1]);
    }

    [Fact]
    public async Task AwaitedSteps_AreTheSame()
    {
        using var model = new Quadratic(_device);
        var count = 0;
        await foreach (var step in model.Train(_train, new TrainOptions { Steps = 20 }))
            Assert.Equal(++count, step.Step);
        Assert.Equal(20, count);
        Assert.Equal(Train(new TrainOptions { Steps = 20 }), model.ReadParameters());
    }

    [Fact]
    public void MeanSquaredError_FindsALinearMap()
    {
        var random = new Random(2);
        var inputs = Enumerable.Range(0, 300).Select(_ => (float)random.NextDouble() * 2 - 1).ToArray();
        var targets = inputs.Chunk(3).SelectMany(x => (float[])[2 * x[0] - x[1] + 0.5f, x[2] - 1]).ToArray();
        var data = DataSet.Regression("linear", [3], inputs, targets);
        using var model = new Affine(_device, batch: 8);
        model.Train(data).Run();
        Assert.True(model.Evaluate(data).Loss < 1e-4, $"The loss is {model.Evaluate(data).Loss}.");
    }

    [Fact]
    public void Cancelling_StopsAfterAWholeStep()
    {
        using var model = new Quadratic(_device);
        using var cancel = new CancellationTokenSource();
        var taken = 0L;
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var step in model.Train(_train, new TrainOptions { Epochs = 60 }, cancel.Token))
            {
                taken = step.Step;
                if (taken == 7)
                    cancel.Cancel();
            }
        });
        Assert.Equal(7, taken);
        Assert.Equal(Prefix(7), model.ReadParameters());
    }

    [Fact]
    public void LeavingTheLoop_LeavesTheModelReady()
    {
        using var model = new Quadratic(_device);
        foreach (var step in model.Train(_train, new TrainOptions { Epochs = 60 }))
        {
            if (step.Step == 7)
                break;
        }
        Assert.Equal(Prefix(7), model.ReadParameters());
        Assert.Equal(3, model.Train(_train, new TrainOptions { Steps = 3 }).Count());
    }

    [Fact]
    public void TwoRunsOfOneModelAtOnce_AreRefused()
    {
        using var model = new Quadratic(_device);
        foreach (var _ in model.Train(_train, new TrainOptions { Steps = 1 }))
        {
            var error = Assert.Throws<InvalidOperationException>(() => model.Train(_train).First());
            Assert.Contains("This Quadratic is in training already", error.Message);
        }
    }

    [Fact]
    public void ARunThatFindsNoMemory_LeavesTheModelToTheNext()
    {
        var isFull = false;
        using var device = new CpuDevice(new DeviceOptions { Threads = 1 }, length => isFull ? throw new DeviceException("full") : NativeBlock.Allocate(length));
        using var model = new Quadratic(device, batch: 64);
        isFull = true;
        Assert.Throws<DeviceException>(() => model.Train(_train, new TrainOptions { Batch = 64, Steps = 1 }).First());
        isFull = false;
        Assert.True(float.IsFinite(model.Train(_train, new TrainOptions { Batch = 64, Steps = 1 }).Single().ReadLoss()));
    }

    [Fact]
    public void OptionsThatCannotBe_AreRefusedBeforeTheFirstStep()
    {
        using var model = new Quadratic(_device, batch: 64);
        Assert.Contains("A batch of 128 does not fit into a Quadratic that computes 64 samples at once", Refusal(new()));
        Assert.Contains("A batch cannot have 0 samples: it must have at least 1.", Refusal(new() { Batch = 0 }));
        Assert.Contains("A run cannot have 0 steps", Refusal(new() { Batch = 64, Epochs = 0 }));
        Assert.Contains("Neither Epochs nor Steps", Refusal(new() { Batch = 64, Epochs = null }));
        Assert.Contains("SaveTo, which is not set", Refusal(new() { Batch = 64, Resume = true }));
        Assert.Contains("that is no file", Refusal(new() { Batch = 64, SaveTo = AppContext.BaseDirectory }));
        Assert.Contains("that is no file", Refusal(new() { Batch = 64, SaveTo = "" }));
        Assert.Contains("the learning rate must be above 0", Refusal(new() { Batch = 64, Optimizer = new(double.NaN) }));
        Assert.Contains("Beta1 and Beta2 must be", Refusal(new() { Batch = 64, Optimizer = new(Beta2: 1) }));
        Assert.Contains("the weight decay must be 0 or above", Refusal(new() { Batch = 64, Optimizer = new(WeightDecay: -1) }));
        Assert.Contains("a 32-bit float", Refusal(new() { Batch = 64, Optimizer = new(LearningRate: 1e39) }));
        Assert.Contains("a 32-bit float", Refusal(new() { Batch = 64, Optimizer = new(Epsilon: 1e-50) }));
        Assert.Contains("a 32-bit float", Refusal(new() { Batch = 64, Optimizer = new(WeightDecay: 1e-50) }));
        Assert.Contains("as 32-bit floats", Refusal(new() { Batch = 64, Optimizer = new(Beta1: 0.99999999999) }));
        Assert.Contains("at least 1", Assert.Throws<ArgumentOutOfRangeException>(() => new Quadratic(_device, batch: 0)).Message);
        Assert.Contains("there is no folder", Assert.Throws<DirectoryNotFoundException>(() => model.Train(_train, new() { Batch = 64, SaveTo = "nowhere/w.safetensors" })).Message);

        using var large = new Quadratic(_device, batch: 2000);
        var error = Assert.Throws<ArgumentException>(() => large.Train(_train, new() { Batch = 2000 }));
        Assert.Contains("digits, train has 1437 samples, fewer than one batch of 2000, and training takes only whole batches: make the batch 1437 or less.", error.Message);

        string Refusal(TrainOptions options) => Assert.Throws<ArgumentException>(() => model.Train(_train, options)).Message;
    }

    private float[] Train(TrainOptions options)
    {
        using var model = new Quadratic(_device);
        model.Train(_train, options).Run();
        return model.ReadParameters();
    }

    // The learning rate is constant, so the first steps of a long run are those of a short one.
    private float[] Prefix(int steps) => Train(new TrainOptions { Steps = steps });
}
