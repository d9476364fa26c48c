using Bilinear.Data;
using Bilinear.Testing.Devices;
using Examples.Deep;
using Examples.Gates;
using Examples.Mnist;

namespace Bilinear.Models.Tests;

/// <summary>The larger programs on real data, for a few epochs; BILINEAR_DATA says where it is.</summary>
public sealed class MnistTests(CpuFixture fixture) : IClassFixture<CpuFixture>
{
    [Fact]
    public void Mnist_LearnsAndIsReproducedByItsSpectra()
    {
        var (train, test) = Data();
        using var model = new Mnist100(fixture.Device);

        Train(model, train, Mnist100.TrainDefaults, epochs: 6);

        Assert.True(model.Evaluate(test).Accuracy > 0.9);
        var spectra = model.Decompose(train);
        Assert.True(spectra.Head.Check(model, test).IsExact);
        Assert.Equal(10, spectra.BodySvd.Count);
        Assert.All(spectra.Head, spectrum => Assert.Equal(20, spectrum.Values.Count));
    }

    [Fact]
    public void Deep_Learns()
    {
        var (train, test) = Data();
        using var model = new Deep(fixture.Device);

        Train(model, train, Deep.TrainDefaults);

        Assert.True(model.Evaluate(test).Accuracy > 0.93);
    }

    [Fact]
    public void EveryGate_Learns()
    {
        var (train, test) = Data();
        Training.Model[] models = [new Gated(fixture.Device), new ReGlu(fixture.Device), new SwiGlu(fixture.Device), new GeGlu(fixture.Device)];
        foreach (var model in models)
        {
            Train(model, train, model.Description.TrainDefaults, epochs: 1);
            Assert.True(model.Evaluate(test).Accuracy > 0.93, model.Description.Name);
            model.Dispose();
        }
    }

    private static void Train(Training.Model model, DataSet data, Training.TrainOptions options, int epochs = 2)
    {
        foreach (var step in model.Train(data, options with { Epochs = epochs }))
        {
            if (step.EndsEpoch)
                Assert.True(float.IsFinite(step.ReadLoss()));
        }
    }

    private static (DataSet Train, DataSet Test) Data()
    {
        if (Environment.GetEnvironmentVariable("BILINEAR_DATA") is null)
            Assert.Skip("BILINEAR_DATA is not set: it names the folder that holds mnist/.");
        return DataSet.Mnist();
    }
}
