using System.Diagnostics;
using Bilinear.Benchmarks.Models;
using Bilinear.Devices;
using Bilinear.Linalg;
using Bilinear.Spectral;

namespace Bilinear.Benchmarks.Works;

/// <summary>
/// A layer of TinyLlama's sizes with random weights, d = 2048, m = 5632, 32000 outputs: the 64 leading singular triplets of its
/// tensor folded with the head, and the 20 leading eigenvectors of one output. What it takes is a time and memory, once; the
/// tensor itself would be 500 GiB.
/// </summary>
internal static class TinyLlama
{
    public const string Command = "tinyllama";

    public static int Run()
    {
        using var device = Device.Open(DeviceKind.Cpu);
        using var weights = MakeWeights(device);
        var svd = Time("64 leading singular triplets", () => SvdSpectra.Compute(weights, Llama.MlpSvdPlan));
        Console.WriteLine($"  σ from {svd.AllValues[0]:G5} to {svd.AllValues[^1]:G5}, {svd.AllValues.Sum(value => value * value) / svd.SquaredNorm:P1} of the tensor's square");

        var direction = new double[Llama.Logits.Size];
        direction[1000] = 1;
        var leading = Time("interaction matrix of one output and its 20 leading pairs", () => LeadingDirections.Along(weights, Llama.MlpSvdPlan.Path, direction, 20, SpectrumEnd.Magnitude));
        Console.WriteLine($"  λ from {leading.Values[0]:G5} to {leading.Values[^1]:G5}, {leading.Share:P1} of the matrix's square");
        Console.WriteLine($"peak resident memory {Process.GetCurrentProcess().PeakWorkingSet64 / (double)(1 << 30):F2} GiB");
        return 0;
    }

    private static Llama.Weights MakeWeights(Device device)
    {
        using var model = new Llama(device, batch: 1);
        return model.ToWeights();
    }

    private static T Time<T>(string what, Func<T> work)
    {
        var start = Stopwatch.GetTimestamp();
        var result = work();
        Console.WriteLine($"{what}: {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
        return result;
    }
}
