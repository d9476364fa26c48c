using Bilinear.Data;
using Bilinear.Spectral;
using Bilinear.Training;

namespace Bilinear.Runtime.Tests.Spectral.Explaining;

/// <summary>Ablations, against models whose weights really were changed: a hidden unit more, W = V = v, takes λ(v·h)² out of the outputs.</summary>
public sealed class AblationTests
{
    [Fact]
    public void WithoutAndOnly_AreTheModelsWithChangedWeights()
    {
        var model = Small();
        var (spectra, data) = (model.Decompose(), model.Data(200));
        var difference = spectra.Along(Direction.Of("0 - 3", 4, others: 0, (0, 1), (3, -1)))[0];

        var study = spectra.Ablate(data,
            spectra[1].Without(2), spectra[1].Without(0, 5, 3), spectra[1].Only(0, 4), spectra[1].Only(), difference.Without(1, 0), spectra[2].Without(0).And(spectra[0].Only(1)).And(difference.Without(4)));

        AssertIs(model, data, study.Whole);
        AssertIs(Changed(model, (spectra[1], [2])), data, study.Points[0]);
        AssertIs(Changed(model, (spectra[1], [0, 3, 5])), data, study.Points[1]);
        AssertIs(Changed(model, (spectra[1], [1, 2, 3, 5, 6, 7])), data, study.Points[2]);
        AssertIs(Changed(model, (spectra[1], [0, 1, 2, 3, 4, 5, 6, 7])), data, study.Points[3]);
        AssertIs(Changed(model, (difference, [0, 1])), data, study.Points[4]);
        AssertIs(Changed(model, (spectra[2], [0]), (spectra[0], [0, 2, 3, 4, 5, 6, 7]), (difference, [4])), data, study.Points[5]);
        Assert.Equal(7, study.Points.Append(study.Whole).Select(point => Math.Round(point.Loss, 3)).Distinct().Count());
    }

    [Theory]
    [InlineData(SpectrumBasis.Latent, BiasTreatment.Separate)]
    [InlineData(SpectrumBasis.Input, BiasTreatment.Separate)]
    [InlineData(SpectrumBasis.Input, BiasTreatment.Append)]
    public void OnlyTheLargestOfEveryOutput_IsATruncation(SpectrumBasis basis, BiasTreatment bias)
    {
        var model = OneLayer.Random(bias: true, residual: true);
        var (data, spectra) = (model.Data(150), model.Decompose(basis: basis, bias: bias));
        var curve = Truncation.Curve(spectra, TruncationRule.Magnitude, data);

        var ks = Enumerable.Range(1, spectra[0].Values.Count).ToArray();
        var study = spectra.Ablate(data, [.. ks.Select(k => spectra.Select(spectrum => spectrum.Only([.. Enumerable.Range(0, k)])).Aggregate((all, next) => all.And(next)))]);

        Assert.All(study.Points.Zip(ks), each =>
        {
            // A truncated model answers undecided samples too, right or wrong.
            var (point, kept) = (each.First, curve.Keeping(each.Second));
            Assert.InRange(kept.Accuracy, point.Accuracy - 1e-12, point.Accuracy + point.Undecided + 1e-12);
            Assert.InRange(kept.Agreement, point.Agreement - 1e-12, point.Agreement + point.Undecided + 1e-12);
            Assert.InRange(point.Undecided, 0, 2 / 150.0);
        });
        Assert.Equal(0, study.Points[^1].Undecided);
        Assert.Equal(study.Whole.Loss, study.Points[^1].Loss, 1e-9);
    }

    [Fact]
    public void BehindOtherBilinearLayers_AnAblationIsThatOfEverySampleByItself()
    {
        var chain = new LayerChain();
        var spectra = EigenSpectra.Compute(chain.Parameters, new EigenPlan("head", chain.Path), null);
        var data = chain.Data(60);

        var point = spectra.Ablate(data, spectra[0].Without(0)).Points[0];

        var answers = Enumerable.Range(0, data.Count).Select(sample => spectra.Explain(Forward, data, sample).Parts.Single(part => part.Class == 0).Terms.Single(term => term.Pair == 0).Without!).ToArray();
        Assert.Equal(answers.Index().Count(each => each.Item.Answer == data.Labels[each.Index]) / 60.0, point.Accuracy, 1e-12);
        Assert.Equal(answers.Count(answer => !answer.Flips) / 60.0, point.Agreement, 1e-12);

        void Forward(ReadOnlySpan<float> input, Span<float> output) => Array.ConvertAll(chain.Forward(input), value => (float)value).CopyTo(output);
    }

    [Fact]
    public void UnderMeanSquaredError_ThereIsOnlyTheLoss()
    {
        var model = Small();
        model.Loss = LossKind.MeanSquaredError;
        var inputs = new float[50 * 12];
        model.Data(50).CopyInputs(0, inputs);
        var targets = Enumerable.Range(0, 50 * 4).Select(index => MathF.Sin(index)).ToArray();
        var spectra = model.Decompose();

        var study = spectra.Ablate(DataSet.Regression("numbers", [12], inputs, targets), spectra[1].Without(0));

        Assert.Equal(Error(model), study.Whole.Loss, 1e-9);
        Assert.Equal(Error(Changed(model, (spectra[1], [0]))), study.Points[0].Loss, 1e-4);
        Assert.True(double.IsNaN(study.Whole.Accuracy) && double.IsNaN(study.Points[0].Agreement) && study.Points[0].ClassAccuracies.Count == 0);

        double Error(OneLayer changed) => inputs.Chunk(12).SelectMany(sample => changed.Forward(sample)).Zip(targets, (output, target) => Math.Pow(output - target, 2)).Average();
    }

    [Fact]
    public void WhereNothingIsLeft_NoSampleIsDecided()
    {
        var model = OneLayer.Random();
        var (spectra, data) = (model.Decompose(), model.Data(100));
        int[] all = [.. Enumerable.Range(0, spectra[0].Values.Count)];
        var difference = spectra.Along(Direction.Of("0 - 3", 4, others: 0, (0, 1), (3, -1)))[0];

        var study = spectra.Ablate(data, spectra.Select(spectrum => spectrum.Without(all)).Aggregate((one, next) => one.And(next)), spectra.Select(spectrum => spectrum.Only()).Aggregate((one, next) => one.And(next)), difference.Without(all));

        Assert.All(study.Points.Take(2), point => Assert.Equal((0, 0, 1, Math.Log(4)), (point.Accuracy, point.Agreement, point.Undecided, Math.Round(point.Loss, 12)), (left, right) =>
            (left.Item1, left.Item2, left.Item3) == (right.Item1, right.Item2, right.Item3) && Math.Abs(left.Item4 - right.Item4) < 1e-9));

        // Both classes of the difference have their mean then: undecided where that is the largest output.
        var inputs = new float[data.Count * data.SampleLength];
        data.CopyInputs(0, inputs);
        double[][] outputs = [.. inputs.Chunk(data.SampleLength).Select(sample => model.Forward(sample))];
        Assert.Equal(outputs.Count(row => (row[0] + row[3]) / 2 > Math.Max(row[1], row[2])) / 100.0, study.Points[2].Undecided, 1e-12);
        Assert.Equal((0, 0.0), (study.Whole.Undecided, study.Points[2].ClassAccuracies[0] + study.Points[2].ClassAccuracies[3]));
        Assert.InRange(study.Points[2].Undecided, 0.05, 0.95);
    }

    [Fact]
    public void AClassWithoutSamples_HasNoAccuracy()
    {
        var model = OneLayer.Random();
        var inputs = new float[12 * 6];
        model.Data(6).CopyInputs(0, inputs);

        var spectra = model.Decompose();
        var point = spectra.Ablate(DataSet.Labelled("few", [12], inputs, [0, 1, 1, 0, 1, 0], 2), spectra[0].Without(0)).Points[0];

        Assert.Equal([false, false, true, true], point.ClassAccuracies.Select(double.IsNaN));
    }

    [Fact]
    public void AnAblation_SaysWhatItTakesOut()
    {
        var spectra = OneLayer.Random().Decompose(keep: 5);

        Assert.Equal("3 without 0, 2; 1 with only 4; 0 with only its linear part", spectra[3].Without(0, 2).And(spectra[1].Only(4)).And(spectra[0].Only()).ToString());
    }

    [Fact]
    public void WhatCannotBeTakenOut_IsRefused()
    {
        var model = OneLayer.Random();
        var (spectra, data) = (model.Decompose(keep: 5), model.Data(5));

        Assert.Contains("There is no pair 5: the spectrum keeps 5, counted from 0.", Assert.Throws<ArgumentOutOfRangeException>(() => spectra[3].Without(0, 5)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => spectra[3].Only(-1));
        Assert.Contains("is named twice", Assert.Throws<ArgumentException>(() => spectra[3].Without(1, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("name at least one", Assert.Throws<ArgumentException>(() => spectra[3].Without()).Message, StringComparison.Ordinal);
        Assert.Contains("name all of them in one", Assert.Throws<ArgumentException>(() => spectra[3].Without(1).And(spectra[3].Without(2))).Message, StringComparison.Ordinal);
        Assert.Contains("of another decomposition", Assert.Throws<ArgumentException>(() => spectra.Ablate(data, model.Decompose()[3].Without(0))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => spectra.Ablate(OneLayer.Random(inputs: 5).Data(2), spectra[3].Without(0)));
        Assert.Equal("pairs", Assert.Throws<ArgumentNullException>(() => spectra[3].Without(null!)).ParamName);
        Assert.Equal("other", Assert.Throws<ArgumentNullException>(() => spectra[3].Without(0).And(null!)).ParamName);
        Assert.Equal("data", Assert.Throws<ArgumentNullException>(() => spectra.Ablate(null!, spectra[3].Without(0))).ParamName);
        Assert.Equal("ablations", Assert.Throws<ArgumentNullException>(() => spectra.Ablate(data, null!)).ParamName);
        Assert.Equal("ablations", Assert.Throws<ArgumentException>(() => spectra.Ablate(data, [null!])).ParamName);
        var inner = EigenSpectra.Compute(model.Parameters, new EigenPlan("head", model.Path with { FromInput = false, Caveat = "Exact in the input of `body`." }), null);
        Assert.Contains("Exact in the input of `body`.", Assert.Throws<InvalidOperationException>(() => inner.Ablate(data, inner[0].Without(0))).Message, StringComparison.Ordinal);
    }

    /// <summary>Outputs near 1, as those of a classifier that is not sure.</summary>
    private static OneLayer Small()
    {
        var model = OneLayer.Random(bias: true);
        model.Head = Array.ConvertAll(model.Head, weight => weight / 64);
        return model;
    }

    /// <summary>Accuracies and loss of the changed model by plain loops.</summary>
    private static void AssertIs(OneLayer model, DataSet data, AblationPoint point)
    {
        var inputs = new float[data.Count * data.SampleLength];
        data.CopyInputs(0, inputs);
        var labels = data.Labels.ToArray();
        double[][] logits = [.. inputs.Chunk(data.SampleLength).Select(sample => model.Forward(sample))];
        bool[] isRight = [.. logits.Select((row, sample) => Array.IndexOf(row, row.Max()) == labels[sample])];

        Assert.Equal(isRight.Count(right => right) / (double)data.Count, point.Accuracy, 1e-12);
        Assert.Equal(logits.Select((row, sample) => Math.Log(row.Sum(logit => Math.Exp(logit - row[labels[sample]])))).Average(), point.Loss, 1e-4);
        Assert.Equal(Enumerable.Range(0, 4).Select(label => isRight.Where((_, sample) => labels[sample] == label).Average(right => right ? 1 : 0.0)), point.ClassAccuracies, (left, right) => Math.Abs(left - right) < 1e-12);
    }

    /// <summary>The model with a hidden unit more for each pair, of which the head takes −λ·u/‖u‖².</summary>
    private static OneLayer Changed(OneLayer model, params (EigenSpectrum Spectrum, int[] Pairs)[] taken)
    {
        var more = taken.SelectMany(each => each.Pairs.Select(pair => (each.Spectrum, Pair: pair))).ToArray();
        var rows = more.SelectMany(each => each.Spectrum.Vectors.Row(each.Pair).ToArray().Select(value => (float)value)).ToArray();
        var units = model.Units + more.Length;
        var half = model.Units * model.Hidden;
        return new OneLayer
        {
            Units = units,
            Embed = model.Embed,
            EmbedBias = model.EmbedBias,
            Body = [.. model.Body[..half], .. rows, .. model.Body[half..], .. rows],
            BodyBias = [.. model.BodyBias![..model.Units], .. new float[more.Length], .. model.BodyBias[model.Units..], .. new float[more.Length]],
            Head = [.. Enumerable.Range(0, model.Outputs).SelectMany(output => model.Head.Skip(output * model.Units).Take(model.Units).Concat(more.Select(each => (float)(
                -each.Spectrum.Values[each.Pair] * each.Spectrum.Direction.Coefficients[output] / each.Spectrum.Direction.Coefficients.Sum(u => u * u)))))],
            HeadBias = model.HeadBias,
        };
    }
}
