using Bilinear.Data;
using Bilinear.Spectral;
using Bilinear.Testing.Devices;
using Examples.Parts;

namespace Bilinear.Models.Tests;

/// <summary>A model of three outputs as its user meets it: typed, trained on real digits, taken apart at two outputs. One subclass a device.</summary>
public abstract class SeveralOutputsTests(DeviceFixture fixture)
{
    [Fact]
    public void EachOutput_IsLearnedAndReproducedByItsSpectra()
    {
        var (train, test) = (Told(DataSet.Digits().Train, out _), Told(DataSet.Digits().Test, out var pixels));
        using var model = new Parts(fixture.Device);

        model.Train(train).Run();

        var evaluation = model.Evaluate(test);
        Assert.Equal(["digit", "odd", "ink"], evaluation.Outputs.Select(output => output.Output));
        Assert.InRange(evaluation.Outputs[0].Accuracy, 0.93, 1);
        Assert.InRange(evaluation.Outputs[1].Accuracy, 0.93, 1);
        Assert.InRange(evaluation.Outputs[2].Loss, 0, 0.01);
        Assert.True(double.IsNaN(evaluation.Accuracy));
        Assert.Equal(evaluation.Outputs[0].Loss + (0.5 * evaluation.Outputs[1].Loss) + (3 * evaluation.Outputs[2].Loss), evaluation.Loss, 1e-12);

        // Typed, one by one, and for a reader of weights: the same numbers.
        var (digit, odd, ink) = model.Forward(new Parts.Image(pixels));
        Assert.Equal((test.Count, test.Count, test.Count), (digit.Count, odd.Count, ink.Count));
        var alone = new float[test.Count * Parts.Odd.Size];
        model.Forward(pixels, alone, port: 1);
        Assert.Equal(odd.Values.ToArray(), alone);
        using var weights = model.ToWeights();
        using var reader = weights.OpenInference(batch: 7);
        Assert.Equal(digit.Values.ToArray(), reader.Forward(new Parts.Image(pixels)).Digit.Values.ToArray());
        Assert.Equal(evaluation, reader.Evaluate(test));

        var spectra = model.Decompose(train);
        foreach (var entry in new[] { spectra.Digits, spectra.Parity })
            Assert.InRange(entry.Check(model, test).LargestError, 0, Exactness.Tolerance);
        Assert.Equal(["digit", "odd"], spectra.Entries.Select(entry => entry.Output?.Name));
    }

    [Fact]
    public void DataWithoutOneOfTheTargets_AreRefusedByItsName()
    {
        using var model = new Parts(fixture.Device);
        var images = new float[64];
        var half = DataSet.Create("half", [8, 8], images, DataTarget.Labelled("digit", [3], 10));

        var error = Assert.Throws<ArgumentException>(() => model.Train(half));

        Assert.StartsWith("half does not fit Parts: it has no targets of odd, but targets of digit.", error.Message, StringComparison.Ordinal);
    }

    private static DataSet Told(DataSet digits, out float[] pixels)
    {
        pixels = new float[digits.Count * digits.SampleLength];
        digits.CopyInputs(0, pixels);
        var labels = digits.Labels.ToArray();
        return DataSet.Create(
            digits.Name, digits.SampleShape, pixels,
            DataTarget.Labelled("digit", labels, 10),
            DataTarget.Labelled("odd", [.. labels.Select(label => label % 2)], 2),
            DataTarget.Regression("ink", [.. pixels.Chunk(digits.SampleLength).Select(sample => sample.Average())]));
    }
}

public sealed class CpuSeveralOutputsTests(CpuFixture fixture) : SeveralOutputsTests(fixture), IClassFixture<CpuFixture>;

public sealed class OpenClSeveralOutputsTests(OpenClFixture fixture) : SeveralOutputsTests(fixture), IClassFixture<OpenClFixture>;

public sealed class CudaSeveralOutputsTests(CudaFixture fixture) : SeveralOutputsTests(fixture), IClassFixture<CudaFixture>;
