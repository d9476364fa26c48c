using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Testing;
using Bilinear.Training;

namespace Bilinear.Runtime.Tests.Training;

/// <summary>Training that leaves the numbers overwrites nothing.</summary>
public sealed class DivergenceTests : IDisposable
{
    private const int StepsPerEpoch = 11;

    private readonly TemporaryFolder _folder = new();
    private readonly Device _device = Device.Open(DeviceKind.Cpu);
    private readonly DataSet _data = DataSet.Digits().Train;

    private string Saved => _folder["w.checkpoint.safetensors"];

    private TrainOptions Options => new() { Epochs = 4, SaveTo = _folder["w.safetensors"] };

    public void Dispose()
    {
        _device.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void ALossThatIsNoNumber_EndsTheEpochAndLeavesTheLastGoodCheckpoint(float poison)
    {
        using var model = new Quadratic(_device);
        byte[] good = [];

        var mistake = Assert.Throws<DivergedException>(() =>
        {
            foreach (var step in model.Train(_data, Options))
            {
                if (step.Step != StepsPerEpoch + 3)
                    continue;
                good = File.ReadAllBytes(Saved);
                Poison(model, poison);
            }
        });

        Assert.Equal(2 * StepsPerEpoch, mistake.Step);
        Assert.Equal(good, File.ReadAllBytes(Saved));
        Assert.False(File.Exists(Options.SaveTo));
    }

    [Fact]
    public void ParametersThatAreNoNumbers_AreNotWritten()
    {
        using var model = new Quadratic(_device);

        // The step's own loss was still a number.
        Assert.Throws<DivergedException>(() =>
        {
            foreach (var _ in model.Train(_data, Options))
            {
                Poison(model, float.NaN);
                break;
            }
        });

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void WithoutAFile_ItIsSaidAllTheSame() =>
        Assert.Throws<DivergedException>(() =>
        {
            using var model = new Quadratic(_device);
            model.Train(_data, Options with { SaveTo = null, Optimizer = new(LearningRate: 1e30) }).Run();
        });

    private static void Poison(Quadratic model, float value)
    {
        var weight = model.ReadParameter("head.weight");
        weight[0] = value;
        model.WriteParameter("head.weight", weight);
    }
}
