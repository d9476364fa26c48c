using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Kernels;
using Bilinear.Training.Loop;
using Bilinear.Training;

namespace Bilinear.Runtime.Tests.Training;

public sealed class DifferentiateTests : IDisposable
{
    private readonly Device _device = Device.Open(DeviceKind.Cpu);
    private readonly float[] _images = new float[20 * 64];
    private readonly int[] _labels;

    public DifferentiateTests()
    {
        var data = DataSet.Digits().Test;
        data.CopyInputs(0, _images);
        _labels = data.Labels[..20].ToArray();
    }

    public void Dispose() => _device.Dispose();

    [Fact]
    public void TheGradient_IsWhatTheLossDoes()
    {
        using var model = new Quadratic(_device, batch: 32);
        var loss = model.Differentiate(_images, _labels);
        Assert.Equal(model.Evaluate(DataSet.Labelled("some", [8, 8], _images, _labels, 10)).Loss, loss, 1e-6);
        var random = new Random(1);
        foreach (var parameter in model.Description.Parameters)
        {
            // Along a random direction: (L(p + h·d) − L(p − h·d)) / 2h = ∇L·d.
            var gradient = model.ReadGradient(parameter.Name);
            var values = model.ReadParameter(parameter.Name);
            var direction = values.Select(_ => (float)(random.NextDouble() * 2 - 1)).ToArray();
            const float h = 1e-3f;
            var slope = (LossAt(h) - LossAt(-h)) / (2 * h);
            Assert.Equal(slope, gradient.Zip(direction, (g, d) => (double)g * d).Sum(), 2e-4);
            model.WriteParameter(parameter.Name, values);

            double LossAt(float step)
            {
                model.WriteParameter(parameter.Name, [.. values.Zip(direction, (value, d) => value + step * d)]);
                return model.Evaluate(DataSet.Labelled("some", [8, 8], _images, _labels, 10)).Loss;
            }
        }
    }

    [Fact]
    public void Differentiating_ChangesNoParameter_AndKnowsNoNoise()
    {
        using var model = new Quadratic(_device, batch: 32);
        var before = model.ReadParameters();
        var loss = model.Differentiate(_images, _labels);
        var gradient = model.ReadGradient("embed.weight");
        Assert.Equal(before, model.ReadParameters());
        // After training, where there was noise, it is without noise again.
        model.Train(DataSet.Digits().Train, new TrainOptions { Batch = 32, Steps = 2 }).Run();
        foreach (var (parameter, index) in model.Description.Parameters.Select((parameter, index) => (parameter, index)))
            model.WriteParameter(parameter.Name, before.AsSpan((int)model.Description.Offsets[index], parameter.Count));
        Assert.Equal(loss, model.Differentiate(_images, _labels));
        Assert.Equal(gradient, model.ReadGradient("embed.weight"));
    }

    [Fact]
    public void Updates_AreThoseOfTraining()
    {
        using var quiet = new Quadratic(_device, 20, 42, Quadratic.Describe("Quadratic", noise: 0));
        using var trained = new Quadratic(_device, 20, 42, Quadratic.Describe("Quadratic", noise: 0));
        var options = new TrainOptions { Batch = 20, Steps = 5, Schedule = LearningRateSchedule.Cosine };
        var data = DataSet.Labelled("some", [8, 8], _images, _labels, 10);
        trained.Train(data, options).Run();

        var order = new int[20];
        var (images, labels) = (new float[_images.Length], new int[20]);
        for (var step = 0; step < 5; step++)
        {
            Permutation.Fill(order, options.Seed, Philox.ShuffleStream, (uint)step);
            data.GatherInputs(order, images);
            data.Targets[0].Gather(order, labels);
            quiet.Differentiate(images, labels);
            quiet.Update(options.Optimizer, step + 1, options.Optimizer.LearningRate * options.Schedule.Factor(step, 5, 1));
        }
        Assert.Equal(trained.ReadParameters(), quiet.ReadParameters());
    }

    [Fact]
    public void SizesThatDoNotFit_AreRefused()
    {
        using var model = new Quadratic(_device, batch: 19);
        Assert.Contains("20 samples were given, and this Quadratic takes 1 to 19 at once.", Assert.Throws<ArgumentException>(() => model.Differentiate(_images, _labels)).Message);
        Assert.Contains("has 64 inputs and 1 targets; 1280 and 19 were given.", Assert.Throws<ArgumentException>(() => model.Differentiate(_images, _labels.AsSpan(1))).Message);
        Assert.Contains("takes labels as targets", Assert.Throws<ArgumentException>(() => model.Differentiate(_images, new float[20])).Message);
        Assert.Contains("The label 10 at 1 is not one of the 10 classes of digit.", Assert.Throws<ArgumentException>(() => model.Differentiate(new float[128], [0, 10])).Message);
        Assert.Contains("Quadratic has no parameter 'tail'; it has 'body.weight', 'embed.weight', 'head.weight'.", Assert.Throws<ArgumentException>(() => model.ReadGradient("tail")).Message);
        Assert.Contains("head.weight has 640 elements, and 3 were given.", Assert.Throws<ArgumentException>(() => model.WriteParameter("head.weight", [1, 2, 3])).Message);
    }
}
