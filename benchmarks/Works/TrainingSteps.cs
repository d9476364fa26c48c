using Bilinear.Benchmarks.Measuring;
using Bilinear.Benchmarks.Models;
using Bilinear.Devices;
using Bilinear.Training;

namespace Bilinear.Benchmarks.Works;

/// <summary>A training step as a user takes it: the batch gathered from memory, forward, backward, AdamW.</summary>
internal sealed class TrainingSteps : IBenchmark
{
    /// <summary>Multiply-adds of Mnist a sample: three products a layer, but for the first, whose input needs no gradient.</summary>
    public const double MultiplyAdds = 2 * 784 * 512 + 3 * 1024 * 512 + 3 * 10 * 512;

    public IEnumerable<Case> Cases =>
    [
        Mnist(2048, 0.55), Mnist(128, 0.60), Plain(2048, 0.55), Plain(128, 0.60),
        new("step of Digits", "B=128", device => Steps(new Digits(device, 128), 128))
        {
            Operations = 2.0 * 128 * (2 * 64 * 64 + 3 * 128 * 64 + 3 * 10 * 64),
            Peer = "steps inputs=64 hidden=64 noise=0 batch=128 samples=2048",
            AtMost = 0.35,
        },
    ];

    /// <summary>Steps of a run without end.</summary>
    public static Ours Steps(Model model, int batch)
    {
        const int manySteps = 10_000_000;
        var steps = model.Train(Pixels.Draw(16 * batch, model.Description.Inputs[0].Shape), model.Description.TrainDefaults with { Batch = batch, Steps = manySteps }).GetEnumerator();
        return new Ours(() => steps.MoveNext(), steps, model);
    }

    public static Case Mnist(int batch, double atMost) => new("step of Mnist", $"B={batch}", device => Steps(new Mnist(device, batch), batch))
    {
        Operations = 2 * batch * MultiplyAdds,
        Peer = $"steps inputs=784 hidden=512 noise=33 batch={batch} samples={16 * batch}",
        AtMost = atMost,
    };

    private static Case Plain(int batch, double atMost) => new("step of Mnist", $"B={batch} without noise", device => Steps(new Plain(device, batch), batch))
    {
        Operations = 2 * batch * MultiplyAdds,
        Peer = $"steps inputs=784 hidden=512 noise=0 batch={batch} samples={16 * batch}",
        AtMost = atMost,
    };
}
