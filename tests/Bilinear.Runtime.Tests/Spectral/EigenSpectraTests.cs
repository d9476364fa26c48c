using Bilinear.Serialization;
using Bilinear.Spectral;
using Bilinear.Testing;
using Bilinear.Training;

namespace Bilinear.Runtime.Tests.Spectral;

public sealed class EigenSpectraTests
{
    public static TheoryData<bool, bool, SpectrumBasis, BiasTreatment, int, int, int> Shapes()
    {
        var shapes = new TheoryData<bool, bool, SpectrumBasis, BiasTreatment, int, int, int>();
        foreach (var (inputs, hidden, units) in new[] { (12, 8, 8), (5, 9, 9), (20, 6, 6), (1, 4, 4), (7, 7, 7), (3, 1, 1) })
        {
            foreach (var basis in Enum.GetValues<SpectrumBasis>())
            {
                foreach (var bias in Enum.GetValues<BiasTreatment>())
                {
                    shapes.Add(false, false, basis, bias, inputs, hidden, units);
                    shapes.Add(true, false, basis, bias, inputs, hidden, units);
                    shapes.Add(true, true, basis, bias, inputs, hidden, units);
                }
            }
        }

        return shapes;
    }

    [Theory, MemberData(nameof(Shapes))]
    public void SumOverAllPairs_IsTheForwardPassInDouble(bool bias, bool residual, SpectrumBasis basis, BiasTreatment treatment, int inputs, int hidden, int units)
    {
        var model = OneLayer.Random(inputs, hidden, units, bias: bias, residual: residual);
        var data = model.Data(17);

        var outputs = model.Decompose(basis: basis, bias: treatment, keep: 2, data: data).Evaluate(data);

        var x = new float[inputs];
        var largest = 0.0;
        var difference = 0.0;
        for (var sample = 0; sample < data.Count; sample++)
        {
            data.CopyInputs(sample, x);
            var expected = model.Forward(x);
            for (var output = 0; output < expected.Length; output++)
            {
                largest = Math.Max(largest, Math.Abs(expected[output]));
                difference = Math.Max(difference, Math.Abs(expected[output] - outputs[sample, output]));
            }
        }

        Assert.True(difference <= 1e-12 * largest, $"{difference:g3} beside {largest:g3}");
    }

    [Theory, InlineData(SpectrumBasis.Latent, BiasTreatment.Separate), InlineData(SpectrumBasis.Input, BiasTreatment.Append)]
    public void LargeForms_AreSolvedInFloat_AndReproduceTheForwardPass(SpectrumBasis basis, BiasTreatment bias)
    {
        var model = OneLayer.Random(inputs: 180, hidden: 150, units: 160, outputs: 3, bias: true, residual: false);
        var data = model.Data(60);

        var spectra = model.Decompose(basis: basis, bias: bias, data: data);

        Assert.True(spectra.Check(model.Forward, data).IsExact);
        var curve = Truncation.Curve(spectra, TruncationRule.Magnitude, data);
        Assert.All(curve, point => Assert.True(point.Error.Largest <= point.Certified.Largest && point.Error.Mean <= point.Certified.Mean));
        Assert.True(curve.Keeping(149).Certified.Largest < 1e-2 * curve.Keeping(10).Certified.Largest);
    }

    [Fact]
    public void LatentVectors_ActOnTheLayersInput()
    {
        var model = OneLayer.Random(bias: false);
        var data = model.Data(3);
        var x = new float[model.Inputs];
        data.CopyInputs(1, x);
        var h = model.Latent(x);

        var spectra = model.Decompose();

        var expected = model.Forward(x);
        for (var output = 0; output < model.Outputs; output++)
        {
            var spectrum = spectra[output];
            var sum = spectrum.Values.Select((value, pair) => value * Math.Pow(Dot(spectrum.Vectors.Row(pair), h), 2)).Sum();
            Assert.Equal(expected[output], sum, 1e-10);
        }
    }

    [Fact]
    public void Pictures_AreVectorsSeenInTheInput()
    {
        var model = OneLayer.Random();
        var x = new float[model.Inputs];
        model.Data(1).CopyInputs(0, x);
        var h = model.Latent(x);

        var spectrum = model.Decompose()[0];

        for (var pair = 0; pair < spectrum.Values.Count; pair++)
            Assert.Equal(Dot(spectrum.Vectors.Row(pair), h), Dot(spectrum.Pictures.Row(pair), [.. x.Select(value => (double)value)]), 1e-10);
    }

    [Fact]
    public void InputBasis_HasOrthonormalPictures_AndNoMoreThanItsRank()
    {
        var model = OneLayer.Random(inputs: 20, hidden: 6, units: 6);

        var spectrum = model.Decompose(basis: SpectrumBasis.Input)[1];

        Assert.Equal(6, spectrum.Values.Count);
        var gram = spectrum.Pictures.TimesTransposed(spectrum.Pictures);
        for (var row = 0; row < 6; row++)
        {
            for (var column = 0; column < 6; column++)
                Assert.Equal(row == column ? 1 : 0, gram[row, column], 1e-12);
        }
    }

    [Fact]
    public void Golden_HasPyTorchsValuesAndVectors()
    {
        using var file = SafeTensorsFile.Open(Path.Combine(Repository.Golden, "single.safetensors"));
        var model = OneLayer.Golden("single");
        var (values, vectors) = (file.ReadFloats("eigen.values"), file.ReadFloats("eigen.vectors"));
        var n = model.Hidden;

        var spectra = model.Decompose(SpectrumOrder.Value);

        for (var output = 0; output < model.Outputs; output++)
        {
            var spectrum = spectra[output];
            var largest = spectrum.AllValues.Max(Math.Abs);
            for (var index = 0; index < n; index++)
            {
                Assert.Equal(values[(output * n) + index], spectrum.AllValues[index], 1e-5 * largest);

                // Ours descend by value; PyTorch's ascend, in columns.
                var cosine = Enumerable.Range(0, n).Sum(k => spectrum.Vectors[n - 1 - index, k] * vectors[(output * n * n) + (k * n) + index]);
                var gap = spectrum.Gaps[n - 1 - index];
                Assert.True(1 - Math.Abs(cosine) <= 1e-5 * largest / gap, $"output {output}, vector {index}: cosine {cosine:r}, gap {gap:g3}");
            }
        }
    }

    [Theory, InlineData("single"), InlineData("single_bias")]
    public void Golden_OutputIsReproduced(string name)
    {
        using var file = SafeTensorsFile.Open(Path.Combine(Repository.Golden, $"{name}.safetensors"));
        var model = OneLayer.Golden(name);
        var (input, output) = (file.ReadFloats("input"), file.ReadFloats("output"));
        var data = Bilinear.Data.DataSet.Regression(name, [model.Inputs], input, output);

        var exactness = model.Decompose(keep: 1).Check((_, logits) => output.CopyTo(logits), data);

        Assert.True(exactness.IsExact, $"{exactness}");
        Assert.Equal(7, exactness.Samples);
    }

    [Fact]
    public void WrongForwardPass_IsFound()
    {
        var model = OneLayer.Random();
        var data = model.Data(20);

        var exactness = model.Decompose().Check(
            (input, output) =>
            {
                model.Forward(input, output);
                foreach (ref var logit in output[..model.Outputs])
                    logit = -logit;
            },
            data);

        Assert.False(exactness.IsExact);
        Assert.Equal(1, exactness.ChangedArgmax);
        Assert.True(exactness.LargestError > 1e-3);
    }

    [Fact]
    public void PermutingSwappingAndRescalingHiddenUnits_ChangesNothing()
    {
        var (model, rewritten) = (OneLayer.Random(seed: 3), OneLayer.Random(seed: 3));
        rewritten.Rewrite([3, 1, 4, 0, 5, 2, 7, 6], unit => Math.ScaleB(1, unit - 3), swap: true);
        var data = model.Data(40);

        var (before, after) = (model.Decompose(SpectrumOrder.MeanActivation, data: data), rewritten.Decompose(SpectrumOrder.MeanActivation, data: data));

        for (var output = 0; output < model.Outputs; output++)
        {
            for (var pair = 0; pair < model.Hidden; pair++)
            {
                Assert.Equal(before[output].Values[pair], after[output].Values[pair], 1e-11);
                for (var k = 0; k < model.Hidden; k++)
                    Assert.Equal(before[output].Vectors[pair, k], after[output].Vectors[pair, k], 1e-9);
            }
        }
    }

    [Fact]
    public void NanWeights_AreRefused()
    {
        var model = OneLayer.Random();
        model.Body[3] = float.NaN;

        Assert.Throws<ArgumentException>(() => model.Decompose());
    }

    [Fact]
    public void ForeignData_AreRefused()
    {
        var thrown = Assert.Throws<ArgumentException>(() => OneLayer.Random(inputs: 12).Decompose(data: OneLayer.Random(inputs: 5).Data(3)));

        Assert.Contains("a sample is [5], and x is [12]", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PartOfAModel_IsNotChecked()
    {
        var model = OneLayer.Random();
        var path = model.Path with { Input = [], FromInput = false, Caveat = "Exact in the input of `body`." };
        var spectra = EigenSpectra.Compute(model.Parameters, new EigenPlan("head", path), model.Data(5));

        Assert.Equal(model.Hidden, spectra[0].Pictures.Columns);
        var thrown = Assert.Throws<InvalidOperationException>(() => spectra.Check(model.Forward, model.Data(5)));
        Assert.Contains("Exact in the input of `body`.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SavedFile_ExplainsItself()
    {
        var model = OneLayer.Random(bias: true);
        var data = model.Data(30);
        var spectra = model.Decompose(SpectrumOrder.MeanActivation, keep: 3, data: data);
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.safetensors");
        try
        {
            SpectraFile.Save(path, [spectra, model.Svd()]);

            using var file = SafeTensorsFile.Open(path);
            Assert.Equal("bilinear.spectra", file.Metadata["format"]);
            Assert.Equal("x [12]", file.Metadata["input"]);
            Assert.Equal(spectra.Model.Name, ModelMetadata.Read(path, file)!.Model);
            Assert.Equal(new Provenance(7, "drawn", "00ff", 3), ModelMetadata.Read(path, file)!.Provenance);
            Assert.Equal(data.Checksum, file.Metadata["head.eigen.data_checksum"]);
            Assert.Equal("mean_activation", file.Metadata["head.eigen.order"]);
            Assert.Equal("exact", file.Metadata["head.eigen.exactness"]);
            Assert.Equal([4, 3, 8], file.Tensors["head.eigen.vectors"].Shape);
            Assert.Equal(spectra.SelectMany(spectrum => spectrum.Values).Select(value => (float)value), file.ReadFloats("head.eigen.values"));
            Assert.Equal([4], file.Tensors["body.svd.all_values"].Shape);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static double Dot(ReadOnlySpan<double> left, double[] right) => left.ToArray().Zip(right, (a, b) => a * b).Sum();
}
