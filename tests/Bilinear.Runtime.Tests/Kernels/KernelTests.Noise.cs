using Bilinear.Kernels;

namespace Bilinear.Runtime.Tests.Kernels;

public abstract partial class KernelTests
{
    private static readonly NoiseKey Key = new(0x1234_5678_9ABC_DEF0, 3, 2);

    [Theory]
    [InlineData(NoiseKind.Absolute)]
    [InlineData(NoiseKind.Relative)]
    [InlineData(NoiseKind.Token)]
    public void Noise_IsPhiloxs_AtSampleAndElement(NoiseKind kind)
    {
        foreach (var (samples, rowsPerSample, columns) in new[] { (1, 1, 2), (1, 1, 1), (5, 3, 1), (5, 1, 7), (3, 3, 13), (7, 2, 31), (97, 1, 784), (2, 5, 1030), (1, 2, 2500) })
        {
            var x = Matrix.Random(samples * rowsPerSample, columns, 1);
            var indices = Enumerable.Range(0, samples).Select(i => (i * 37 + 11) % 1000).ToArray();
            var y = Room(x.Rows, columns, gap: 3);
            Device.Noise(Put(x, gap: 1), y, kind, 0.33f, Key, Put(indices));
            AssertClose(ReferenceKernels.Noise(x, kind, 0.33f, Key, indices), Get(y));
        }
    }

    [Fact]
    public void Noise_OfASample_IsTheSameInEveryBatch()
    {
        var x = Matrix.Random(4, 50, 1);
        var (together, alone) = (Room(4, 50), Room(1, 50));
        Device.Noise(Put(x), together, NoiseKind.Absolute, 1, Key, Put([8, 6, 7, 5]));
        Device.Noise(Put(Matrix.From(1, 50, (_, j) => x[2, j])), alone, NoiseKind.Absolute, 1, Key, Put([7]));
        Assert.Equal(Get(together).Values[100..150], Get(alone).Values);
    }

    [Fact]
    public void Noise_DiffersByEveryPartOfItsPlace()
    {
        NoiseKey[] keys = [Key, Key with { Seed = 1 }, Key with { Epoch = 4 }, Key with { Layer = 3 }];
        var drawn = keys.SelectMany(key => new[] { 0, 1 }.Select(sample =>
        {
            var y = Room(1, 8);
            Device.Noise(Put(new Matrix(1, 8)), y, NoiseKind.Absolute, 1, key, Put([sample]));
            return Get(y).Values;
        })).SelectMany(values => values).ToArray();
        Assert.Equal(drawn.Length, drawn.Distinct().Count());
    }

    [Theory]
    [InlineData(NoiseKind.Relative)]
    [InlineData(NoiseKind.Token)]
    public void Noise_OnVerySmallNumbers_IsANumber(NoiseKind kind)
    {
        // The squares of these are zero in single precision.
        var x = Matrix.From(1, 784, (_, j) => 1e-24 * (j % 17 - 5));
        var y = Room(1, 784);
        Device.Noise(Put(x), y, kind, 0.33f, Key, Put([7]));
        Assert.All(Get(y).Values, value => Assert.InRange(value, -1e-22, 1e-22));
    }

    [Theory]
    [InlineData(NoiseKind.Relative, 1, 1)]
    [InlineData(NoiseKind.Token, 1, 1)]
    [InlineData(NoiseKind.Token, 6, 1)]
    public void Noise_ByTheDeviationOfOneElement_IsNone(NoiseKind kind, int samples, int columns)
    {
        var x = Matrix.Random(samples, columns, 1);
        var y = Room(samples, columns);
        Device.Noise(Put(x), y, kind, 0.33f, Key, Put(Enumerable.Range(0, samples).ToArray()));
        Assert.Equal(x.Values, Get(y).Values);
    }

    [Fact]
    public void Noise_RelativeToALargeMean_ScalesByTheDeviation()
    {
        // In single precision Σx² − (Σx)²/n would have no digit left.
        var x = Matrix.From(64, 100, (i, j) => 1000 + 0.01 * ((i * 100 + j) % 17));
        var y = Room(64, 100);
        Device.Noise(Put(x), y, NoiseKind.Relative, 100f, Key, Put(Enumerable.Range(0, 64).ToArray()));
        var actual = Get(y);
        var noise = ReferenceKernels.Noise(new Matrix(64, 100), NoiseKind.Absolute, 1, Key, Enumerable.Range(0, 64).ToArray());
        var scale = ReferenceKernels.Deviation(x.Values) * 100;
        for (var i = 0; i < x.Values.Length; i++)
            Assert.Equal(noise.Values[i] * scale, actual.Values[i] - x.Values[i], 1e-3);
    }

    [Fact]
    public void Noise_InPlace()
    {
        var x = Matrix.Random(6, 20, 1);
        int[] samples = [1, 2, 3];
        var y = Put(x);
        Device.Noise(y, y, NoiseKind.Relative, 0.5f, Key, Put(samples));
        AssertClose(ReferenceKernels.Noise(x, NoiseKind.Relative, 0.5f, Key, samples), Get(y));
    }
}
