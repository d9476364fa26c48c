using Bilinear.Benchmarks.Measuring;
using Bilinear.Benchmarks.Models;

namespace Bilinear.Benchmarks.Works;

/// <summary>As many pictures as MNIST has, shuffled, with noise: 29 steps of 2048.</summary>
internal sealed class Epoch : IBenchmark
{
    private const int Samples = 60_000;

    public IEnumerable<Case> Cases =>
    [
        new("epoch of Mnist", $"{Samples} B=2048", device =>
        {
            var model = new Mnist(device, 2048);
            var data = Pixels.Draw(Samples, 28);
            return new Ours(() =>
            {
                foreach (var step in model.Train(data, Mnist.TrainDefaults with { Batch = 2048, Epochs = 1 }))
                {
                }
            }, model);
        })
        {
            Peer = $"epoch inputs=784 hidden=512 noise=33 batch=2048 samples={Samples}",
            AtMost = 0.50,
        },
    ];
}
