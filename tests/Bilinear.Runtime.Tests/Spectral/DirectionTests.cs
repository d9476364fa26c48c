using Bilinear.Data;
using Bilinear.Serialization;
using Bilinear.Spectral;
using Bilinear.Testing;

namespace Bilinear.Runtime.Tests.Spectral;

/// <summary>Spectra of any direction among the outputs: Σλ(v·h)² + 2q·h + c = u·y.</summary>
public sealed class DirectionTests
{
    private static readonly Direction[] Some =
    [
        Direction.Of("3 - mean(others)", 4, others: -1.0 / 3, (3, 1)),
        Direction.Of("0 - 2", 4, others: 0, (0, 1), (2, -1)),
        new Direction("drawn", [0.3, -1.7, 0, 2.5]),
    ];

    [Theory]
    [InlineData(SpectrumBasis.Latent, BiasTreatment.Separate)]
    [InlineData(SpectrumBasis.Latent, BiasTreatment.Append)]
    [InlineData(SpectrumBasis.Input, BiasTreatment.Separate)]
    [InlineData(SpectrumBasis.Input, BiasTreatment.Append)]
    public void Direction_SumsToItsShareOfTheOutput(SpectrumBasis basis, BiasTreatment bias)
    {
        var model = OneLayer.Random(bias: true, residual: true);
        var spectra = EigenSpectra.Compute(model.Parameters, new EigenPlan("head", model.Path) { Basis = basis, Bias = bias, Directions = Some }, null);
        var data = model.Data(20);
        var outputs = spectra.Evaluate(data);

        var rows = spectra.Along([.. Enumerable.Range(0, 4).Select(output => Direction.Of($"row {output}", 4, 0, (output, 1)))]);
        foreach (var spectrum in spectra.Directions.Concat(rows))
        {
            for (var sample = 0; sample < data.Count; sample++)
            {
                var expected = spectrum.Direction.Coefficients.Select((coefficient, output) => coefficient * outputs[sample, output]).Sum();
                Assert.Equal(expected, Sum(spectrum, spectra, data, sample), 1e-10);
            }
        }
    }

    [Fact]
    public void RowAsADirection_HasTheSpectrumOfTheRow()
    {
        var model = OneLayer.Random(bias: true);
        var data = model.Data(50);
        var spectra = model.Decompose(SpectrumOrder.MeanActivation, keep: 3, data: data);

        var along = spectra.Along(Direction.Of("again", 4, others: 0, (2, 1)))[0];

        Assert.Equal(spectra[2].Values, along.Values);
        Assert.Equal(spectra[2].Vectors.ToArray(), along.Vectors.ToArray());
        Assert.Equal(spectra[2].TopInputs.SelectMany(inputs => inputs), along.TopInputs.SelectMany(inputs => inputs));
        Assert.Equal((2, -1, "2", "again"), (spectra[2].Output, along.Output, spectra[2].Direction.Name, along.Direction.Name));
    }

    [Fact]
    public void Directions_AreFoundByName_AndSaved()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "spectra.safetensors");
        var model = OneLayer.Random();
        var spectra = EigenSpectra.Compute(model.Parameters, new EigenPlan("head", model.Path) { Keep = 2, Directions = Some }, model.Data(9));

        Assert.Equal(4, spectra.Count);
        Assert.Same(spectra.Directions[1], spectra["0 - 2"]);
        Assert.Contains("'drawn'", Assert.Throws<KeyNotFoundException>(() => spectra["0 - 3"]).Message, StringComparison.Ordinal);

        spectra.Save(path);
        using var file = SafeTensorsFile.Open(path);
        Assert.Equal("0 - 2", file.Metadata["head.eigen.directions.1"]);
        Assert.Equal([3, 2, 12], file.Tensors["head.eigen.directions.pictures"].Shape);
        Assert.Equal([3, 4], file.Tensors["head.eigen.directions.coefficients"].Shape);
    }

    [Fact]
    public void WrongDirections_AreRefused()
    {
        var model = OneLayer.Random();
        var spectra = model.Decompose();

        Assert.Contains("has 3 coefficients", Assert.Throws<ArgumentException>(() => spectra.Along(new Direction("short", [1, 2, 3]))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Direction("nan", [1, double.NaN]));
        Assert.Throws<ArgumentException>(() => new Direction("infinite", [double.NegativeInfinity, 1]));
        Assert.Throws<ArgumentException>(() => new Direction("zero", [0, 0]));
        Assert.Throws<ArgumentException>(() => new Direction(" ", [1]));
        Assert.Throws<ArgumentException>(() => Direction.Of("outside", 4, 0, (4, 1)));
        Assert.Contains("names row 1 twice", Assert.Throws<ArgumentException>(() => Direction.Of("twice", 10, 0, (1, 1), (1, 2))).Message, StringComparison.Ordinal);
        Assert.Contains("is among -1 outputs", Assert.Throws<ArgumentOutOfRangeException>(() => Direction.Of("none", -1, 0)).Message, StringComparison.Ordinal);
        Assert.Equal("coefficients", Assert.Throws<ArgumentNullException>(() => new Direction("null", null!)).ParamName);
        Assert.Equal("directions", Assert.Throws<ArgumentNullException>(() => spectra.Along(null!)).ParamName);
        var twice = new EigenPlan("head", model.Path) { Directions = [Some[0], Some[0]] };
        Assert.Throws<ArgumentException>(() => EigenSpectra.Compute(model.Parameters, twice, null));
    }

    private static double Sum(EigenSpectrum spectrum, EigenSpectra spectra, DataSet data, int sample)
    {
        var inputs = new float[data.SampleLength];
        data.CopyInputs(sample, inputs);
        double[] vector = Array.ConvertAll(inputs, value => (double)value);
        if (spectra.Basis == SpectrumBasis.Latent)
            vector = [.. spectra.Forms.Coordinates.Times(vector).Zip(spectra.Forms.Offset, (value, shift) => value + shift)];
        else if (spectra.Bias == BiasTreatment.Append)
            vector = [.. vector, 1];
        var sum = spectrum.Constant + (2 * spectrum.Linear.Zip(vector, (q, h) => q * h).Sum());
        return sum + spectrum.Values.Select((value, pair) => value * Math.Pow(spectrum.Vectors.Times(vector)[pair], 2)).Sum();
    }
}
