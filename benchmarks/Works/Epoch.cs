using Bilinear.Benchmarks.Measuring;
using Bilinear.Benchmarks.Models;

namespace Bilinear.Benchmarks.Works;

/// <summary>As many pictures as MNIST has, shuffled, with noise: 29 steps of 2048.</summary>
internal sealed class Epoch : IBenchmark
{
    private const int Samples = 60_000;
    private const int Batch = 2048;

    public IEnumerable<Case> Cases =>
    [
        new("epoch of Mnist", $"{Samples} B={Batch}", device =>
        {
            var model = new Mnist(device, Batch);
            var data = Pixels.Draw(Samples, model.Description.Inputs[0].Shape);
            return new Ours(() =>
            {
                model.Train(data, Mnist.TrainDefaults with { Batch = Batch, Epochs = 1 }).Run();
            }, model);
        })
        {
            Operations = 2 * (Samples / Batch * Batch) * TrainingSteps.MultiplyAdds,
            Peer = $"epoch inputs=784 hidden=512 noise=33 batch={Batch} samples={Samples}",
            AtMost = 0.50,
        },
    ];
}
