using Bilinear.Benchmarks.Measuring;
using Bilinear.Benchmarks.Models;
using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Linalg;
using Bilinear.Spectral;

namespace Bilinear.Benchmarks.Works;

/// <summary>
/// Taking the classifier of MNIST apart: ten spectra of 512 with their pictures, beside the decompose() of the paper's authors in
/// PyTorch, which has one basis, no order and no signs.
/// </summary>
internal sealed class Decompose : IBenchmark
{
    private const string Authors = "decompose classes=10 d=512 n=784";

    // Trained for a few epochs where there are data, so that spectra fall as those of real models do.
    private static readonly Lazy<string> Trained = new(() =>
    {
        var path = Path.Combine(Path.GetTempPath(), $"bilinear-benchmark-{Environment.ProcessId}.safetensors");
        using var device = Device.Open(DeviceKind.Cpu);
        using var model = new Mnist(device);
        if (Images() is { } data)
        {
            model.Train(data, Mnist.TrainDefaults with { Epochs = 4 }).Run();
        }

        model.Save(path);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(path);
        return path;
    });

    public IEnumerable<Case> Cases =>
    [
        Spectra("latent basis", 0.8, weights => EigenSpectra.Compute(weights, Plan)),
        Spectra("both bases", 1.5, weights =>
        {
            EigenSpectra.Compute(weights, Plan);
            EigenSpectra.Compute(weights, Plan with { Basis = SpectrumBasis.Input });
        }),
        Spectra("20 leading", 0.5, weights => LeadingDirections.OfOutputs(weights, Plan.Path, 20)),
        .. OnData(),
    ];

    private static EigenPlan Plan => Mnist.HeadEigenPlan;

    private static IEnumerable<Case> OnData()
    {
        if (Images() is { } data)
        {
            yield return Spectra("mean activation, 60000 images", 0, weights =>
                EigenSpectra.Compute(weights, Plan with { Order = SpectrumOrder.MeanActivation, Keep = 20 }, data)) with
            { Peer = null };
        }
    }

    private static Case Spectra(string what, double atMost, Action<Mnist.Weights> decompose) => new("decompose", what, device =>
    {
        var weights = Mnist.Weights.Load(device, Trained.Value);
        return new Ours(() => decompose(weights), weights);
    })
    {
        Peer = Authors,
        AtMost = atMost,
    };

    private static DataSet? Images() => Environment.GetEnvironmentVariable("BILINEAR_DATA") is null ? null : DataSet.Mnist().Train;
}
