using Bilinear.Devices;
using Bilinear.Kernels;
using Bilinear.Training;
using Bilinear.Training.Loop;

namespace Bilinear.Runtime.Tests.Training;

public sealed class DescriptionTests
{
    [Fact]
    public void Parameters_LieOneAfterTheOtherInTheOrderOfDeclaration()
    {
        Assert.Equal([0L, 4096L, 12288L, 12928L], Quadratic.ModelDescription.Offsets);
        Assert.Equal(12928, Quadratic.ModelDescription.ParameterCount);
        Assert.Equal([0L, 6L, 8L, 10L], Affine.ModelDescription.Offsets);
    }

    [Fact]
    public void AVector_IsAMatrixOfOneRow()
    {
        using var device = Device.Open(DeviceKind.Cpu);
        using var block = device.Allocate(10);
        var weight = Affine.ModelDescription.View(block, 0);
        var bias = Affine.ModelDescription.View(block, 1);
        Assert.Equal((2, 3, 0L), (weight.Rows, weight.Columns, weight.Offset));
        Assert.Equal((1, 2, 6L), (bias.Rows, bias.Columns, bias.Offset));
    }

    [Fact]
    public void Targets_AreOneAnOutputRowOrOneAnElement()
    {
        Assert.Equal(1, Quadratic.ModelDescription.Outputs[0].TargetCount);
        Assert.Equal(2, Affine.ModelDescription.Outputs[0].TargetCount);
        var sequence = new OutputInfo("y", [7, 5]);
        Assert.Equal((7, 5), (sequence.TargetCount, sequence.Classes));
    }

    [Fact]
    public void TheInitialParameters_AreThoseOfPyTorchsLinear()
    {
        var block = Draw(Quadratic.ModelDescription, seed: 7);
        // Uniform in ±1/8: variance (1/8)²/3, whose estimate from n values is within 5·√(4/45/n)/64.
        var variance = block.Average(value => (double)value * value);
        Assert.Equal(1 / 192.0, variance, 5 * Math.Sqrt(4 / 45.0 / block.Length) / 64);
        Assert.Equal(0, block.Average(value => (double)value), 5 / Math.Sqrt(192.0 * block.Length));
        Assert.InRange(block.Max(), 0.1249f, 0.125f);
        Assert.InRange(block.Min(), -0.125f, -0.1249f);
        Assert.Equal([1f, 1f], Draw(Affine.ModelDescription, seed: 7)[8..]);
    }

    [Fact]
    public void TheInitialParameters_AreAFunctionOfTheSeed()
    {
        Assert.Equal(Draw(Quadratic.ModelDescription, 1), Draw(Quadratic.ModelDescription, 1));
        Assert.NotEqual(Draw(Quadratic.ModelDescription, 1), Draw(Quadratic.ModelDescription, 1UL << 32));
    }

    /// <summary>Large parameters are drawn in pieces, and an element is a function of its place: the first word of a block is that of every fourth.</summary>
    [Fact]
    public void TheInitialParameters_AreThoseOfTheirPlaces_HoweverLarge()
    {
        const int Count = (1 << 20) + 4;
        var model = new ModelDescription { Name = "Large", Inputs = [], Outputs = [], Parameters = [new("first", [3], FanIn: 1, ParameterInit.Ones), new("large", [Count], FanIn: 4, ParameterInit.UniformFanIn)], Forward = _ => { }, Step = _ => { } };

        var block = Draw(model, 5);

        foreach (var element in new[] { 0, 4, (1 << 20) - 4, 1 << 20 })
            Assert.Equal((float)((2.0 * Philox.Uniform(Philox.Block(5, (uint)element / 4, 1, Philox.InitStream, 0).A) - 1) / 2), block[3 + element]);
        Assert.Equal([1f, 1f, 1f], block[..3]);
    }

    private static float[] Draw(ModelDescription model, ulong seed)
    {
        using var device = Device.Open(DeviceKind.Cpu);
        using var block = device.Allocate(model.ParameterCount);
        Initialization.Draw(model, seed, block);
        var values = new float[model.ParameterCount];
        block.Read(values);
        return values;
    }
}
