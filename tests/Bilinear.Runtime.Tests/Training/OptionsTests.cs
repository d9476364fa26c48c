using Bilinear.Training;

namespace Bilinear.Runtime.Tests.Training;

public sealed class OptionsTests
{
    [Fact]
    public void SettingEpochs_UnsetsSteps()
    {
        var steps = new TrainOptions { Steps = 2000 };
        Assert.Equal((null, 2000L), (steps.Epochs, steps.Steps));
        var epochs = steps with { Epochs = 3 };
        Assert.Equal((3, null), (epochs.Epochs, epochs.Steps));
        Assert.Equal(10, new TrainOptions().Epochs);
    }

    [Fact]
    public void AdamW_ReadsAsInTheLanguage() =>
        Assert.Equal("adamw(lr: 0.01, betas: [0.9, 0.999], eps: 1E-08, weight_decay: 0.5)", new AdamWOptions(1e-2, WeightDecay: 0.5).ToString());
}
