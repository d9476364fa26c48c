using Bilinear.Devices;
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
        var block = Initialization.Draw(Quadratic.ModelDescription, seed: 7);
        // Uniform in ±1/8: variance (1/8)²/3, whose estimate from n values is within 5·√(4/45/n)/64.
        var variance = block.Average(value => (double)value * value);
        Assert.Equal(1 / 192.0, variance, 5 * Math.Sqrt(4 / 45.0 / block.Length) / 64);
        Assert.Equal(0, block.Average(value => (double)value), 5 / Math.Sqrt(192.0 * block.Length));
        Assert.InRange(block.Max(), 0.1249f, 0.125f);
        Assert.InRange(block.Min(), -0.125f, -0.1249f);
        Assert.Equal([1f, 1f], Initialization.Draw(Affine.ModelDescription, seed: 7)[8..]);
    }

    [Fact]
    public void TheInitialParameters_AreAFunctionOfTheSeed()
    {
        Assert.Equal(Initialization.Draw(Quadratic.ModelDescription, 1), Initialization.Draw(Quadratic.ModelDescription, 1));
        Assert.NotEqual(Initialization.Draw(Quadratic.ModelDescription, 1), Initialization.Draw(Quadratic.ModelDescription, 1UL << 32));
    }
}
