using Bilinear.Spectral;

namespace Bilinear.Runtime.Tests.Spectral;

public sealed class OrderAndSignTests
{
    [Fact]
    public void MeanActivation_IsTheMeanOverTheData_AndOrders()
    {
        var model = OneLayer.Random(bias: true);
        var data = model.Data(50);
        var x = new float[model.Inputs];

        var spectrum = model.Decompose(SpectrumOrder.MeanActivation, data: data)[2];

        for (var pair = 0; pair < model.Hidden; pair++)
        {
            var mean = Enumerable.Range(0, data.Count).Average(sample =>
            {
                data.CopyInputs(sample, x);
                return spectrum.Values[pair] * Math.Pow(Dot(spectrum.Vectors.Row(pair), model.Latent(x)), 2);
            });
            Assert.Equal(mean, spectrum.MeanActivations[pair], 1e-6 * Math.Abs(spectrum.MeanActivations[0]));
        }

        Assert.Equal(spectrum.MeanActivations.OrderByDescending(Math.Abs), spectrum.MeanActivations);
    }

    [Fact]
    public void MeanActivationWithoutData_SaysWhatToPass()
    {
        var thrown = Assert.Throws<ArgumentException>(() => OneLayer.Random().Decompose(SpectrumOrder.MeanActivation));

        Assert.Contains("Decompose(train)", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TopInputs_AreTheStrongest_AndPositiveInTheMean()
    {
        var model = OneLayer.Random();
        var data = model.Data(2000);
        var x = new float[model.Inputs];

        var spectrum = model.Decompose(data: data, keep: 4)[0];

        for (var pair = 0; pair < 4; pair++)
        {
            var projections = Enumerable.Range(0, data.Count).Select(sample =>
            {
                data.CopyInputs(sample, x);
                return Dot(spectrum.Vectors.Row(pair), model.Latent(x));
            }).ToArray();
            var expected = Enumerable.Range(0, data.Count).OrderByDescending(sample => Math.Abs(projections[sample])).Take(3);
            Assert.Equal(expected, spectrum.TopInputs[pair].Select(top => top.Sample));
            Assert.All(spectrum.TopInputs[pair], top => Assert.Equal(projections[top.Sample], top.Projection, 1e-10));
            Assert.True(spectrum.TopInputs[pair].Sum(top => top.Projection) > 0);
        }
    }

    [Fact]
    public void WithoutData_TheLargestComponentIsPositive()
    {
        var spectra = OneLayer.Random().Decompose();

        Assert.All(spectra, spectrum => Assert.All(
            Enumerable.Range(0, spectrum.Values.Count), pair => Assert.True(spectrum.Vectors.Row(pair).ToArray().MaxBy(Math.Abs) > 0)));
    }

    private static double Dot(ReadOnlySpan<double> left, double[] right) => left.ToArray().Zip(right, (a, b) => a * b).Sum();
}
