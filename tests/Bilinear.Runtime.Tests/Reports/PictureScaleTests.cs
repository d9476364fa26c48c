using Bilinear.Data;
using Bilinear.Reports;
using Bilinear.Reports.Images;
using Bilinear.Runtime.Tests.Spectral;
using Bilinear.Spectral;
using static Bilinear.Runtime.Tests.Reports.ReportHtml;

namespace Bilinear.Runtime.Tests.Reports;

/// <summary>Pictures in the input of data of 5×5 pixels, of which the first is always 0 and the second nearly so.</summary>
public sealed class PictureScaleTests
{
    [Fact]
    public void PixelsThatVary_SetTheScale_AndTheOthersAreFadedAtItsEnd()
    {
        var vector = new double[25];
        (vector[0], vector[1], vector[2], vector[3]) = (9, -0.5, 1, -0.4);

        var colors = PictureScale.Of(Data()).ColorsOf(vector);

        Assert.Equal((DivergingColors.Of(1), DivergingColors.Of(-0.4), DivergingColors.Of(0)), (colors[2], colors[3], colors[4]));
        var (red, green, blue) = DivergingColors.Of(1);
        Assert.Equal((Faded(red), Faded(green), Faded(blue)), colors[0]);
        (red, green, blue) = DivergingColors.Of(-0.5);
        Assert.Equal((Faded(red), Faded(green), Faded(blue)), colors[1]);
        Assert.Equal(DivergingColors.Of(1 / 9.0), PictureScale.Own.ColorsOf(vector)[2]);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1e-6f, 0)]
    [InlineData(1e6f, 0)]
    [InlineData(1, 100)]
    public void WhatVaries_DependsOnNoUnit_AndOnNoSingleWildPixel(float unit, float wild) =>
        Assert.StartsWith("2 of the 25 pixels hardly vary in “pixels” and are faded to grey: their standard deviation is below 5 % of", PictureScale.Of(Data(unit, wild)).Sentence, StringComparison.Ordinal);

    [Fact]
    public void WithoutData_OrWhereNothingIsAPicture_OrNothingVaries_NothingIsFaded()
    {
        Assert.Equal(0, PictureScale.Of(null).Faded);
        Assert.Equal(0, PictureScale.Of(DataSet.Labelled("columns", [3], [1, 0, 3000, 1, 1, 9000], [0, 1], 2)).Faded);
        Assert.Equal(0, PictureScale.Of(DataSet.Labelled("one", [5, 5], new float[25], [0], 2)).Faded);
    }

    [Fact]
    public void APage_SaysWhatIsFaded_OnlyWherePicturesAreOverTheInput()
    {
        var model = OneLayer.Random(inputs: 25);
        var data = Data();

        var spectra = model.Decompose(SpectrumOrder.MeanActivation, keep: 2, data: data);
        var masks = AdversarialMasks.Of(model.Decompose(), data, new MaskOptions { Keep = 1, PerOutput = 1 });
        var pages = new[]
        {
            Page(new ReportContents("Seen", spectra)).Value,
            ExplanationReport.Render(spectra.Explain(model.Forward, data, 1)),
            AblationReport.Render(AblationSweep.Measure(spectra, data, [spectra[1]], [0])),
            MaskReport.Render(masks, masks.Measure(data)),
        };

        Assert.All(pages, page => Assert.Contains("2 of the 25 pixels hardly vary in “pixels” and are faded", page, StringComparison.Ordinal));
        Assert.DoesNotContain("hardly vary", Page(new ReportContents("Bare", model.Decompose(keep: 2))).Value, StringComparison.Ordinal);
        Assert.Contains("hardly vary", Page(new ReportContents("Components", model.Svd(keep: 2)) { TestData = data }).Value, StringComparison.Ordinal);
        Assert.Equal(0, PictureScale.Of(data).For(EigenSpectra.Compute(model.Parameters, new EigenPlan("head", model.Path with { FromInput = false, Input = [] }), null)).Faded);
    }

    private static byte Faded(byte value) => (byte)Math.Round(value + (0.7 * (206 - value)));

    private static DataSet Data(float unit = 1, float wild = 0)
    {
        var random = new Random(5);
        var inputs = new float[25 * 60];
        for (var index = 0; index < inputs.Length; index++)
            inputs[index] = unit * (index % 25) switch { 0 => 0, 1 => index == 26 ? 0.1f : 0, 24 when wild > 0 => wild * random.NextSingle(), _ => random.NextSingle() };
        return DataSet.Labelled("pixels", [5, 5], inputs, [.. Enumerable.Range(0, 60).Select(sample => sample % 4)], 4);
    }
}
