using Bilinear.Data;
using Bilinear.Spectral;
using Bilinear.Spectral.Truncating;
using Bilinear.Testing;

namespace Bilinear.Runtime.Tests.Spectral;

public sealed class TruncationTests
{
    public static TheoryData<TruncationRule, SpectrumBasis, BiasTreatment> Cases
    {
        get
        {
            var cases = new TheoryData<TruncationRule, SpectrumBasis, BiasTreatment>();
            foreach (var rule in Enum.GetValues<TruncationRule>())
            {
                cases.Add(rule, SpectrumBasis.Latent, BiasTreatment.Separate);
                cases.Add(rule, SpectrumBasis.Input, BiasTreatment.Append);
            }

            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void EveryPoint_IsWhatTheKeptPairsGive(TruncationRule rule, SpectrumBasis basis, BiasTreatment bias)
    {
        var (model, data, spectra) = Example(basis, bias);

        var curve = Truncation.Curve(spectra, rule, data);

        Assert.Equal(spectra[0].AllValues.Count, curve.Count);
        var whole = spectra.Evaluate(data);
        foreach (var k in new[] { 1, 2, 5, curve.Count })
        {
            var truncated = Kept(spectra, rule, k, model, data);
            var errors = Enumerable.Range(0, data.Count).SelectMany(sample => Enumerable.Range(0, 4).Select(output => Math.Abs(truncated[sample][output] - whole[sample, output]))).ToArray();
            var point = curve.Keeping(k);
            Assert.Equal(errors.Max(), point.Error.Largest, 1e-9);
            Assert.Equal(errors.Average(), point.Error.Mean, 1e-9);
            Assert.Equal(Share(data, sample => Best(truncated[sample]) == data.Labels[sample]), point.Accuracy);
            Assert.Equal(Share(data, sample => Best(truncated[sample]) == Best(whole.Row(sample).ToArray())), point.Agreement);
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Bounds_HoldForEveryK(TruncationRule rule, SpectrumBasis basis, BiasTreatment bias)
    {
        var (_, data, spectra) = Example(basis, bias);

        var curve = Truncation.Curve(spectra, rule, data);

        Assert.All(curve, point =>
        {
            Assert.True(point.Error.Largest <= point.Certified.Largest && point.Certified.Largest <= point.Loose.Largest * (1 + 1e-12));
            Assert.True(point.Error.Mean <= point.Certified.Mean && point.Certified.Mean <= point.Loose.Mean * (1 + 1e-12));
            Assert.True(point.CertifiedShare <= point.Agreement);
        });
        var all = curve[^1];
        Assert.Equal((0, 1, 1), (all.Error.Largest, all.Agreement, all.CertifiedShare));
        Assert.InRange(all.Certified.Largest, 1e-9 * curve.LargestOutput, 1e-3 * curve.LargestOutput);
        Assert.Equal(all.Certified, all.Loose);
        Assert.Contains(curve, point => point.CertifiedShare is > 0.05 and < 1);
    }

    // Rounding is all that differs where every pair is kept, and most of it where nearly all are.
    [Theory]
    [InlineData(12, 8, false, SpectrumBasis.Latent)]
    [InlineData(12, 8, true, SpectrumBasis.Input)]
    [InlineData(200, 48, true, SpectrumBasis.Latent)]
    [InlineData(400, 32, false, SpectrumBasis.Input)]
    public void Certificate_HoldsForTheWrittenFiles_InFloat(int inputs, int hidden, bool bias, SpectrumBasis basis)
    {
        using var folder = new TemporaryFolder();
        var model = OneLayer.Random(inputs, hidden, units: 40, bias: bias, residual: false, seed: 3);
        var data = model.Data(200);
        var spectra = model.Decompose(basis: basis, data: data);
        var curve = Truncation.Curve(spectra, TruncationRule.Magnitude, data);
        var whole = FloatPass.Whole(model, data);

        foreach (var k in new[] { 1, curve.Count / 2, curve.Count - 2, curve.Count - 1, curve.Count })
        {
            var path = folder[$"top{k}.safetensors"];
            Truncation.Cut(spectra, TruncationRule.Magnitude, k).Save(path);
            var truncated = FloatPass.Truncated(path, data);
            var errors = whole.Zip(truncated, (left, right) => Math.Abs((double)left - right)).ToArray();
            Assert.InRange(errors.Max(), double.Epsilon, curve.Keeping(k).Certified.Largest);
            Assert.InRange(errors.Average(), double.Epsilon, curve.Keeping(k).Certified.Mean);
        }
    }

    [Fact]
    public void Certificate_CountsTheMagnitudesOfEveryLayerInAChain()
    {
        var model = OneLayer.Random(inputs: 8, hidden: 8);
        var chain = EigenSpectra.Compute(model.Parameters, new EigenPlan("head", model.Path with { Input = [new(0, 1), new(0, 1)] }), null);
        var single = model.Decompose();

        // |E|·|E| is larger than |E·E|, in which terms cancel that were rounded on the way.
        var magnitudes = single.Folded.Magnitudes().E;
        Assert.Equal(magnitudes.Times(magnitudes).ToArray(), chain.Sizes.E.ToArray());
        Assert.Equal(magnitudes.ToArray(), single.Sizes.E.ToArray());
        var data = model.Data(50);
        Assert.True(Rounding(chain, data) > Rounding(single, data));
    }

    private static double Rounding(EigenSpectra spectra, DataSet data) => Truncation.Curve(spectra, TruncationRule.Magnitude, data)[^1].Certified.Largest;

    [Fact]
    public void Nulls_AreNamed()
    {
        var (_, data, spectra) = Example(SpectrumBasis.Latent, BiasTreatment.Separate);

        Assert.Equal("spectra", Assert.Throws<ArgumentNullException>(() => Truncation.Curve(null!, TruncationRule.Magnitude, data)).ParamName);
        Assert.Equal("data", Assert.Throws<ArgumentNullException>(() => Truncation.Curve(spectra, TruncationRule.Magnitude, null!)).ParamName);
        Assert.Equal("spectra", Assert.Throws<ArgumentNullException>(() => Truncation.Cut(null!, TruncationRule.Magnitude, 1)).ParamName);
        Assert.Equal("index", Assert.Throws<ArgumentOutOfRangeException>(() => Truncation.Curve(spectra, TruncationRule.Magnitude, data)[-1]).ParamName);
    }

    [Fact]
    public void Ends_TakesHalfFromEachEnd()
    {
        var (model, data, spectra) = Example(SpectrumBasis.Latent, BiasTreatment.Separate);
        var values = spectra[1].AllValues;

        var order = KeptOrder.Of(spectra, 1, TruncationRule.Ends);

        Assert.Equal([values[^1], values[0], values[^2], values[1]], order.Take(4).Select(index => values[index]));
        Assert.Equal(Enumerable.Range(0, model.Hidden), order.Order());
        Assert.Equal(model.Hidden, Truncation.Curve(spectra, TruncationRule.Ends, data).Count);
    }

    [Fact]
    public void MeanActivationOfSpectraWithoutData_SaysWhatToPass()
    {
        var model = OneLayer.Random();

        var thrown = Assert.Throws<ArgumentException>(() => Truncation.Curve(model.Decompose(), TruncationRule.MeanActivation, model.Data(5)));

        Assert.Contains("pass it to Decompose", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNotTheWholeModel_IsRefused()
    {
        var model = OneLayer.Random();
        var part = EigenSpectra.Compute(model.Parameters, new EigenPlan("head", model.Path with { FromInput = false, Caveat = "Exact in the input of `body`; the layers before it are not part of it." }), null);

        var thrown = Assert.Throws<InvalidOperationException>(() => Truncation.Cut(part, TruncationRule.Magnitude, 2));

        Assert.Contains("the layers before it are not part of it", thrown.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(0), InlineData(9)]
    public void KeepingWhatThereIsNot_IsRefused(int k) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Truncation.Cut(OneLayer.Random().Decompose(), TruncationRule.Magnitude, k));

    [Fact]
    public void DataWithoutLabels_HaveNoAccuracy()
    {
        var model = OneLayer.Random();
        var data = DataSet.Regression("random", [model.Inputs], [.. Enumerable.Range(0, 5 * model.Inputs).Select(value => value / 60f)], new float[5 * model.Outputs]);

        var point = Truncation.Curve(model.Decompose(), TruncationRule.Magnitude, data).Keeping(3);

        Assert.True(double.IsNaN(point.Accuracy));
        Assert.True(point.Error.Largest > 0);
    }

    private static (OneLayer Model, DataSet Data, EigenSpectra Spectra) Example(SpectrumBasis basis, BiasTreatment bias)
    {
        var model = OneLayer.Random(bias: true, residual: true);
        var data = model.Data(300);
        return (model, data, model.Decompose(basis: basis, bias: bias, data: data));
    }

    // Σ over the kept pairs of λ(v·ĥ)², beside the linear and constant part.
    private static double[][] Kept(EigenSpectra spectra, TruncationRule rule, int k, OneLayer model, DataSet data)
    {
        var x = new float[model.Inputs];
        return [.. Enumerable.Range(0, data.Count).Select(sample =>
        {
            data.CopyInputs(sample, x);
            double[] inputs = [.. x.Select(value => (double)value)];
            var h = spectra.Forms.Coordinates.Times(inputs).Zip(spectra.Forms.Offset, (value, shift) => value + shift).ToArray();
            return Enumerable.Range(0, spectra.Count).Select(output =>
            {
                var all = spectra.Pairs[output];
                var kept = KeptOrder.Of(spectra, output, rule).Take(k).Sum(index => all.Values[index] * Math.Pow(Dot(all.Vectors.Row(index), h), 2));
                return kept + (2 * Dot([.. spectra[output].Linear], h)) + spectra[output].Constant;
            }).ToArray();
        })];
    }

    private static double Share(DataSet data, Func<int, bool> holds) => Enumerable.Range(0, data.Count).Count(holds) / (double)data.Count;

    private static int Best(double[] values) => Array.IndexOf(values, values.Max());

    private static double Dot(ReadOnlySpan<double> left, double[] right) => left.ToArray().Zip(right, (a, b) => a * b).Sum();
}
