using Bilinear.Kernels;
using Bilinear.Training.Loop;
using Bilinear.Training;

namespace Bilinear.Runtime.Tests.Training;

public sealed class ShuffleTests
{
    [Fact]
    public void EveryEpoch_TakesEachSampleOnce()
    {
        for (var epoch = 0u; epoch < 3; epoch++)
            Assert.Equal(Enumerable.Range(0, 1437), Order(1437, 42, epoch).Order());
    }

    [Fact]
    public void TheOrder_IsAFunctionOfSeedAndEpoch()
    {
        Assert.Equal(Order(100, 1, 5), Order(100, 1, 5));
        Assert.NotEqual(Order(100, 1, 5), Order(100, 1, 6));
        Assert.NotEqual(Order(100, 1, 5), Order(100, 2, 5));
    }

    [Fact]
    public void EverySample_ComesToEveryPlaceAsOften()
    {
        const int samples = 8, epochs = 40_000;
        var counts = new int[samples, samples];
        for (var epoch = 0u; epoch < epochs; epoch++)
        {
            var order = Order(samples, 3, epoch);
            for (var place = 0; place < samples; place++)
                counts[place, order[place]]++;
        }
        // Binomial: mean 5000, standard deviation 66.
        foreach (var count in counts)
            Assert.InRange(count, 5000 - 5 * 66, 5000 + 5 * 66);
    }

    private static int[] Order(int count, ulong seed, uint epoch)
    {
        var order = new int[count];
        Permutation.Fill(order, seed, Philox.ShuffleStream, epoch);
        return order;
    }
}
