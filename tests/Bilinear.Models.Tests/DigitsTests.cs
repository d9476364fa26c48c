using Bilinear.Data;
using Bilinear.Spectral;
using Bilinear.Testing.Devices;
using Examples.Digits;

namespace Bilinear.Models.Tests;

/// <summary>The first program, trained on real digits as its file says. One subclass a device.</summary>
public abstract class DigitsTests(DeviceFixture fixture)
{
    [Fact]
    public void Training_ReachesWhatPyTorchReaches_AndTheSpectraReproduceTheModel()
    {
        var (train, test) = DataSet.Digits();
        using var model = new Digits(fixture.Device);

        foreach (var step in model.Train(train, Digits.TrainDefaults))
        {
            if (step.EndsEpoch)
                Assert.True(float.IsFinite(step.ReadLoss()), $"The loss of epoch {step.Epoch} is {step.ReadLoss()}.");
        }

        var evaluation = model.Evaluate(test);
        Assert.Equal(360, evaluation.Samples);
        Assert.True(evaluation.Accuracy >= 0.96, $"The accuracy is {evaluation.Accuracy:P2}.");
        var exactness = model.Decompose(train).Head.Check(model, test);
        Assert.True(exactness.LargestError <= Exactness.Tolerance, $"The spectra are off by {exactness.LargestError:E2} of the largest logit.");
        Assert.Equal(0, exactness.ChangedArgmax);
    }
}

public sealed class CpuDigitsTests(CpuFixture fixture) : DigitsTests(fixture), IClassFixture<CpuFixture>;

public sealed class OpenClDigitsTests(OpenClFixture fixture) : DigitsTests(fixture), IClassFixture<OpenClFixture>;

public sealed class CudaDigitsTests(CudaFixture fixture) : DigitsTests(fixture), IClassFixture<CudaFixture>;
