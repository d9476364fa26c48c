using Bilinear.Devices;
using Bilinear.Tensors;
using Bilinear.Training;

namespace Bilinear.Runtime.Tests.Training;

public sealed class AdamWTests
{
    // torch.optim.AdamW's loop, in double.
    [Theory]
    [InlineData(0.5)]
    [InlineData(0)]
    public void TenSteps_FollowPyTorchsFormulaInDouble(double decay)
    {
        const int count = 1003;
        var options = new AdamWOptions(1e-2, WeightDecay: decay);
        var random = new Random(5);
        var (p, m, v) = (new double[count], new double[count], new double[count]);
        for (var i = 0; i < count; i++)
            p[i] = (float)(random.NextDouble() * 2 - 1);

        using var device = Device.Open(DeviceKind.Cpu);
        var memory = Enumerable.Range(0, 4).Select(_ => device.Allocate(count)).ToArray();
        memory[0].Write([.. p.Select(value => (float)value)]);
        var views = memory.Select(block => new View(block, 0, 1, count)).ToArray();
        for (var step = 1; step <= 10; step++)
        {
            var rate = options.LearningRate * LearningRateSchedule.Cosine.Factor(step - 1, 10, 10);
            var gradient = Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-6, 3)))).ToArray();
            for (var i = 0; i < count; i++)
            {
                p[i] -= rate * options.WeightDecay * p[i];
                m[i] = options.Beta1 * m[i] + (1 - options.Beta1) * gradient[i];
                v[i] = options.Beta2 * v[i] + (1 - options.Beta2) * gradient[i] * gradient[i];
                var (first, second) = (m[i] / (1 - Math.Pow(options.Beta1, step)), v[i] / (1 - Math.Pow(options.Beta2, step)));
                p[i] -= rate * first / (Math.Sqrt(second) + options.Epsilon);
            }
            memory[1].Write(gradient);
            device.AdamW(views[0], views[1], views[2], views[3], options.At(step, rate));
        }

        var found = new float[count];
        memory[0].Read(found);
        for (var i = 0; i < count; i++)
            Assert.Equal(p[i], found[i], 2e-6);
        foreach (var block in memory)
            block.Dispose();
    }

    [Fact]
    public void TheBiasCorrection_IsRightFarFromTheStart()
    {
        var scalars = new AdamWOptions(Beta2: 0.999).At(1_000_000, 1e-3);
        Assert.Equal((1e-3f, 1f), (scalars.Step, scalars.Root2));
        var first = new AdamWOptions(Beta2: 0.999).At(1, 1e-3);
        Assert.Equal((0.001f, (float)Math.Sqrt(0.001), 0.01f), (first.Take2, first.Root2, first.Step));
    }
}
