using Bilinear.Benchmarks.Measuring;
using Bilinear.Benchmarks.Models;
using Bilinear.Devices;

namespace Bilinear.Benchmarks.Works;

/// <summary>Sizes that are no multiple of anything, beside the same work with each size rounded up: of a batch to 12, of all else to 16.</summary>
internal sealed class Tails : IBenchmark
{
    private static readonly (int Batch, int D, int M, string Order)[] Sizes =
    [
        (97, 300, 37, "nt"), (97, 300, 10, "nt"), (97, 784, 37, "nt"),
        (97, 300, 300, "nn"), (97, 300, 300, "nt"), (97, 300, 300, "tn"), (1021, 300, 300, "nt"),
    ];

    public IEnumerable<Case> Cases =>
    [
        .. Products,
        new("layer beside rounded", "97×300→37", device => BilinearForward.Layer(device, 97, 300, 37, isPacked: false))
        {
            Operations = 4.0 * 97 * 300 * 37,
            Beside = device => BilinearForward.Layer(device, Up(97, 12), Up(300, 16), Up(37, 16), isPacked: false),
            AtMost = 1.15,
        },
        new("step beside rounded", "97×289→300→37→10", device => TrainingSteps.Steps(new Odd(device, 97), 97))
        {
            Beside = device => TrainingSteps.Steps(new Rounded(device, Up(97, 12)), Up(97, 12)),
            AtMost = 1.15,
        },
    ];

    private static IEnumerable<Case> Products =>
        from size in Sizes
        select new Case("product beside rounded", $"{size.Batch}×{size.D}×{size.M} {size.Order}", device => Product(device, size.Batch, size.D, size.M, size.Order))
        {
            Operations = 2.0 * size.Batch * size.D * size.M,
            Beside = device => Product(device, Up(size.Batch, 12), Up(size.D, 16), Up(size.M, 16), size.Order),
            AtMost = 1.15,
        };

    private static Ours Product(Device device, int batch, int d, int m, string order)
    {
        var at = new Matrices(device);
        var a = order[0] == 't' ? at.Random(d, batch).T : at.Random(batch, d);
        var b = order[1] == 't' ? at.Random(m, d).T : at.Random(d, m);
        var c = at.Random(batch, m);
        return new Ours(() => device.Product(a, b, c), at);
    }

    private static int Up(int size, int multiple) => (size + multiple - 1) / multiple * multiple;
}
