using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Testing;
using Bilinear.Training;
using Bilinear.Training.Loop;

namespace Bilinear.Runtime.Tests.Training;

/// <summary>A caller's mistake is answered with a sentence, by the name of the caller's own parameter or type.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Device _device = Device.Open(DeviceKind.Cpu, new DeviceOptions { Threads = 1 });
    private readonly DataSet _data = DataSet.Digits().Train;

    public void Dispose()
    {
        _device.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void ParametersAreTheCallersOwn()
    {
        using var model = new Quadratic(_device, batch: 2);
        using var affine = new Affine(_device, batch: 2);
        using var weights = model.ToWeights();
        var three = DataSet.Labelled("three", [8, 8], new float[3 * 64], new int[3], 10);
        var flat = DataSet.Labelled("flat", [63], new float[63], new int[1], 10);

        Refused("batch", () => new Quadratic(_device, batch: 0));
        Refused("batch", () => weights.OpenInference(-1));
        Refused("batch", () => model.Differentiate(three));
        Refused("batch", () => model.Differentiate(flat));
        Refused("input", () => model.Differentiate(new float[63], [0]));
        Refused("input", () => model.Differentiate(new float[3 * 64], new int[3]));
        Refused("labels", () => model.Differentiate(new float[64], [0, 1]));
        Refused("labels", () => model.Differentiate(new float[64], [10]));
        Refused("targets", () => model.Differentiate(new float[64], [0f]));
        Refused("labels", () => affine.Differentiate(new float[3], [0]));
        Refused("targets", () => affine.Differentiate(new float[3], [0f]));
        Refused("name", () => model.ReadParameter("x"));
        Refused("name", () => weights.ReadParameter("x"));
        Refused("name", () => model.ReadGradient("x"));
        Refused("data", () => model.Train(flat));
        Refused("data", () => model.Evaluate(flat));
        Refused("options", () => model.Train(_data, new TrainOptions { Batch = 2, Optimizer = new(double.NaN) }));
        Refused("options", () => model.Train(_data, new TrainOptions { Batch = 2, Schedule = null! }));
        Refused("factor", () => LearningRateSchedule.Steps(1, 1, double.NaN));
        Refused("Shape", () => new InputInfo("x", [70000, 70000]));
    }

    [Theory, InlineData(double.NaN), InlineData(double.PositiveInfinity), InlineData(-1.0)]
    public void AStepAtNoLearningRate_ChangesNothing(double rate)
    {
        using var model = new Quadratic(_device, batch: 1);
        var before = model.ReadParameters();

        Refused("learningRate", () => model.Update(new AdamWOptions(), 1, rate));
        Refused("optimizer", () => model.Update(new AdamWOptions(rate), 1));
        Refused("optimizer", () => model.Update(new AdamWOptions(Epsilon: rate), 1, 0.1));

        Assert.Equal(before, model.ReadParameters());
    }

    [Fact]
    public void TheMostSteps_AreManyEpochs()
    {
        var plan = new TrainingPlan(Quadratic.ModelDescription, 128, _data, new TrainOptions { Steps = long.MaxValue });

        Assert.Equal(11, plan.StepsPerEpoch);
        Assert.Equal(long.MaxValue / 11 + 1, plan.TotalEpochs);
    }

    [Fact]
    public void TheLossOfAnEarlierRun_IsGone()
    {
        using var model = new Quadratic(_device);
        var first = model.Train(_data, new TrainOptions { Steps = 3 }).Run();
        model.Train(_data, new TrainOptions { Steps = 5 }).Run();

        Assert.Contains("The loss of step 3 is gone: the model has been trained again since.", Assert.Throws<InvalidOperationException>(() => first.ReadLoss()).Message);
    }

    [Fact]
    public void NoStep_HasNoLoss() =>
        Assert.Contains("There is no loss to read", Assert.Throws<InvalidOperationException>(() => default(TrainingStep).ReadLoss()).Message);

    [Fact]
    public void WhatIsDisposed_NamesItself()
    {
        var model = new Quadratic(_device);
        var last = model.Train(_data, new TrainOptions { Steps = 1 }).Run();
        var run = model.Train(_data);
        var weights = model.ToWeights();
        var inference = weights.OpenInference();
        var closed = weights.OpenInference();
        model.Dispose();
        weights.Dispose();
        closed.Dispose();

        Gone<Quadratic>(() => last.ReadLoss());
        Gone<Quadratic>(() => run.Run());
        Gone<Quadratic>(() => model.Train(_data));
        Gone<Quadratic>(() => model.Evaluate(_data));
        Gone<Quadratic>(() => model.Forward(new float[64], new float[10]));
        Gone<Quadratic>(() => model.ReadParameter("head.weight"));
        Gone<Quadratic>(() => model.Save(_folder["w"]));
        Gone<Quadratic>(() => model.Load(_folder["w"]));
        Gone<Quadratic>(() => model.ToWeights());
        Gone<Quadratic.Weights>(() => weights.ReadParameter("head.weight"));
        Gone<Quadratic.Weights>(() => weights.OpenInference());
        Gone<Quadratic.Weights>(() => inference.Forward(new float[64], new float[10]));
        inference.Dispose();

        static void Gone<T>(Action call) => Assert.Equal(typeof(T).FullName, Assert.Throws<ObjectDisposedException>(call).ObjectName);
    }

    [Fact]
    public void AFolderThatIsNotThere_IsNoFile()
    {
        using var model = new Quadratic(_device);
        var path = _folder["nope"] + Path.DirectorySeparatorChar;

        Assert.StartsWith($"{path} could not be written. It names a folder", Assert.Throws<IOException>(() => model.Save(path)).Message);
        Refused("options", () => model.Train(_data, new TrainOptions { SaveTo = path }));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    private static void Refused(string parameter, Action call)
    {
        var error = Assert.ThrowsAny<ArgumentException>(call);
        Assert.Equal(parameter, error.ParamName);
        Assert.Contains(" ", error.Message);
    }
}
