using Bilinear.Data;
using Bilinear.Spectral;
using Bilinear.Training;
using MathNet.Numerics.LinearAlgebra;

namespace Bilinear.Runtime.Tests.Spectral.Explaining;

/// <summary>One sample taken apart, against plain loops in double and MathNet's eigenvectors.</summary>
public sealed class ExplanationTests
{
    private static readonly Direction Difference = Direction.Of("1 - 3", 4, others: 0, (1, 1), (3, -1));

    public static TheoryData<SpectrumBasis, BiasTreatment, int?> Cases => new()
    {
        { SpectrumBasis.Latent, BiasTreatment.Separate, null },
        { SpectrumBasis.Latent, BiasTreatment.Append, 3 },
        { SpectrumBasis.Input, BiasTreatment.Separate, 2 },
        { SpectrumBasis.Input, BiasTreatment.Append, null },
    };

    [Theory, MemberData(nameof(Cases))]
    public void EverySum_IsTheForwardPass(SpectrumBasis basis, BiasTreatment bias, int? keep)
    {
        var model = OneLayer.Random(bias: true, residual: true);
        var data = model.Data(20);
        var spectra = model.Decompose(basis: basis, bias: bias, keep: keep, data: data);

        for (var sample = 0; sample < data.Count; sample++)
        {
            var expected = model.Forward(Input(data, sample));
            var outputs = spectra.Explain(model.Forward, data, sample);
            var differences = spectra.Explain(model.Forward, data, sample, Difference);

            Assert.Equal(expected.Index().OrderByDescending(each => each.Item).Select(each => each.Index), outputs.Parts.Select(part => part.Spectrum.Output));
            Assert.All(outputs.Parts, part => Assert.Equal(expected[part.Class], part.Sum, 1e-10));
            Assert.Equal(expected[1] - expected[3], Assert.Single(differences.Parts).Sum, 1e-10);
            Assert.All(outputs.Parts.Concat(differences.Parts), part => Assert.Equal(keep is null ? 0 : part.Spectrum.AllValues.Count - keep, part.RestCount));
            Assert.All(outputs.Parts.Concat(differences.Parts), part =>
            {
                var sides = new[] { true, false }.Select(isPositive => (Shown: part.Leading(1, isPositive).ToArray(), Others: part.Others(1, isPositive))).ToArray();
                Assert.Equal(part.Sum, sides.Sum(side => side.Shown.Sum(term => term.Value) + side.Others.Sum) + part.Linear + part.Constant, 1e-9);
                Assert.Equal(1, sides.Sum(side => side.Shown.Sum(term => term.Share) + side.Others.Share), 1e-9);
                Assert.Equal(part.Terms.Count + part.RestCount, sides.Sum(side => side.Shown.Length + side.Others.Count));
                Assert.True(sides[0].Others.Sum >= 0 && sides[1].Others.Sum <= 0);
            });
            Assert.Equal((1, 3), (differences.Parts[0].Class, differences.Parts[0].Against));
            Assert.InRange(outputs.Error, 0, 1e-6);
            Assert.Equal(data.Labels[sample], outputs.Label);
        }
    }

    [Fact]
    public void Terms_AreThoseOfTheInteractionMatrix()
    {
        var model = OneLayer.Random(bias: true);
        var data = model.Data(3);
        var h = model.Latent(Input(data, 2));

        // Q of output 1 written out, and its eigenpairs by another library.
        var q = Matrix<double>.Build.Dense(model.Hidden, model.Hidden, (row, column) => Enumerable.Range(0, model.Units).Sum(unit => model.Head[model.Units + unit] * model.TensorSlice(unit)[row, column]));
        var eigen = q.Evd(Symmetricity.Symmetric);
        var expected = Enumerable.Range(0, model.Hidden).Select(pair => (Value: eigen.EigenValues[pair].Real, Projection: eigen.EigenVectors.Column(pair).DotProduct(Vector<double>.Build.Dense(h))))
            .OrderByDescending(pair => Math.Abs(pair.Value)).ToArray();

        var part = model.Decompose().Explain(model.Forward, data, 2).Parts.Single(part => part.Class == 1);

        var terms = part.Terms.OrderBy(term => term.Pair).ToArray();
        Assert.Equal(expected.Length, terms.Length);
        var size = expected.Sum(pair => Math.Abs(pair.Value) * pair.Projection * pair.Projection);
        Assert.All(terms.Zip(expected), each =>
        {
            Assert.Equal(each.Second.Value, each.First.Eigenvalue, 1e-9);
            Assert.Equal(Math.Abs(each.Second.Projection), Math.Abs(each.First.Projection), 1e-9);
            Assert.Equal(each.Second.Value * each.Second.Projection * each.Second.Projection, each.First.Value, 1e-9);
            Assert.Equal(Math.Abs(each.First.Value) / size, each.First.Share, 1e-9);
        });
        Assert.Equal(terms.Where(term => term.Value < 0).OrderBy(term => term.Value).Take(2), part.Leading(2, isPositive: false));
        Assert.Equal(terms.Where(term => term.Value > 0).OrderByDescending(term => term.Value).Take(2), part.Leading(2, isPositive: true));
    }

    [Fact]
    public void WithoutATerm_IsTheAnswerOfTheChangedLogits()
    {
        var model = OneLayer.Random(bias: true);
        model.Head = Array.ConvertAll(model.Head, weight => weight / 64);       // outputs near 1
        var data = model.Data(30);
        var spectra = model.Decompose();
        var flips = 0;

        for (var sample = 0; sample < data.Count; sample++)
        {
            var logits = model.Forward(Input(data, sample));
            foreach (var part in spectra.Explain(model.Forward, data, sample).Parts.Concat(spectra.Explain(model.Forward, data, sample, Difference).Parts))
            {
                // Of a difference, half of the term goes from one class and half comes to the other.
                var changed = part.Terms.Select(term => part.Spectrum.Output < 0
                    ? logits.Select((logit, output) => logit + (output == 1 ? -term.Value / 2 : output == 3 ? term.Value / 2 : 0)).ToArray()
                    : logits.Select((logit, output) => logit - (output == part.Class ? term.Value : 0)).ToArray()).ToArray();
                Assert.Equal(Softmax(logits)[part.Class], part.Probability, 1e-6);
                Assert.All(part.Terms.Zip(changed), each =>
                {
                    var check = each.First.Without!;
                    Assert.Equal(Softmax(each.Second)[part.Class], check.Probability, 1e-6);
                    Assert.Equal(check.Probability - part.Probability, check.Change, 1e-12);
                    Assert.Equal(Best(each.Second), check.Answer);
                    Assert.Equal(Best(each.Second) != Best(logits), check.Flips);
                    flips += check.Flips ? 1 : 0;
                });
            }
        }

        Assert.InRange(flips, 1, 2000);
    }

    [Fact]
    public void ADirectionThatIsUsedAgain_IsDecomposedOnce()
    {
        var model = OneLayer.Random(bias: true);
        var (spectra, data) = (model.Decompose(), model.Data(5));

        var first = spectra.Explain(model.Forward, data, 0, Difference).Parts[0].Spectrum;

        Assert.Same(first, spectra.Explain(model.Forward, data, 4, Difference).Parts[0].Spectrum);
        Assert.NotSame(first, model.Decompose().Explain(model.Forward, data, 4, Difference).Parts[0].Spectrum);
    }

    [Fact]
    public void BehindOtherBilinearLayers_TheTermsAreThoseOfTheLast()
    {
        var chain = new LayerChain();
        var spectra = EigenSpectra.Compute(chain.Parameters, new EigenPlan("head", chain.Path), null);
        var data = chain.Data(10);

        for (var sample = 0; sample < data.Count; sample++)
        {
            var explanation = spectra.Explain(Forward, data, sample);
            Assert.Equal(chain.Forward(Input(data, sample)).OrderDescending(), explanation.Parts.Select(part => part.Sum), (left, right) => Math.Abs(left - right) < 1e-5);
        }

        void Forward(ReadOnlySpan<float> input, Span<float> output) => Array.ConvertAll(chain.Forward(input), value => (float)value).CopyTo(output);
    }

    [Fact]
    public void NumbersInPlaceOfAnswers_HaveNoCausalCheck()
    {
        var model = OneLayer.Random();
        model.Loss = LossKind.MeanSquaredError;

        float[] targets = [.. Enumerable.Range(0, 2 * model.Outputs).Select(target => target * 10f)];
        var data = DataSet.Regression("numbers", [model.Inputs], new float[2 * model.Inputs], targets);

        var explanation = model.Decompose().Explain(model.Forward, model.Data(2), 0);
        var known = model.Decompose().Explain(model.Forward, data, 1, Direction.Row(2, model.Outputs), Direction.Of("2 - 0", model.Outputs, others: 0, (2, 1), (0, -1)));

        Assert.Equal([targets[model.Outputs + 2], 20], known.Parts.Select(part => part.Target!.Value));
        Assert.All(explanation.Parts, part => Assert.Null(part.Target));
        Assert.Equal((-1, 0), (explanation.Answer, explanation.Probabilities.Count));
        Assert.All(explanation.Parts, part => Assert.True(double.IsNaN(part.Probability) && part.Terms.All(term => term.Without is null)));
    }

    [Fact]
    public void ABlankSample_OfAModelWithoutBias_IsZeroEverywhere()
    {
        var model = OneLayer.Random();

        var explanation = model.Decompose().Explain(model.Forward, DataSet.Labelled("blank", [12], new float[12], [0], 4), 0);

        Assert.Equal(0, explanation.Error);
        Assert.All(explanation.Parts, part => Assert.All(part.Terms, term => Assert.Equal((0, 0), (term.Value, term.Share))));
    }

    [Fact]
    public void WhatCannotBeExplained_IsRefused()
    {
        var (model, other) = (OneLayer.Random(), OneLayer.Random(seed: 2));
        var (spectra, data) = (model.Decompose(), model.Data(5));

        Assert.Contains("Decompose the weights that the forward pass has", Assert.Throws<InvalidOperationException>(() => spectra.Explain(other.Forward, data, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("There is no sample 5 in random: it has 5", Assert.Throws<ArgumentOutOfRangeException>(() => spectra.Explain(model.Forward, data, 5)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => spectra.Explain(model.Forward, data, -1));
        Assert.Contains("has 3 coefficients", Assert.Throws<ArgumentException>(() => spectra.Explain(model.Forward, data, 0, new Direction("short", [1, 0, -1]))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => spectra.Explain(model.Forward, OneLayer.Random(inputs: 5).Data(2), 0));
        var inner = EigenSpectra.Compute(model.Parameters, new EigenPlan("head", model.Path with { ToOutput = null, Caveat = "Exact before `norm`." }), null);
        Assert.Contains("Exact before `norm`.", Assert.Throws<InvalidOperationException>(() => inner.Explain(model.Forward, data, 0)).Message, StringComparison.Ordinal);
        Assert.Equal("forward", Assert.Throws<ArgumentNullException>(() => spectra.Explain((ForwardPass)null!, data, 0)).ParamName);
        Assert.Equal("model", Assert.Throws<ArgumentNullException>(() => spectra.Explain((InferenceModel)null!, data, 0)).ParamName);
        Assert.Equal("data", Assert.Throws<ArgumentNullException>(() => spectra.Explain(model.Forward, null!, 0)).ParamName);
        Assert.Equal("directions", Assert.Throws<ArgumentNullException>(() => spectra.Explain(model.Forward, data, 0, null!)).ParamName);
        Assert.Equal("directions", Assert.Throws<ArgumentException>(() => spectra.Explain(model.Forward, data, 0, [null!])).ParamName);
    }

    private static float[] Input(DataSet data, int sample)
    {
        var input = new float[data.SampleLength];
        data.CopyInputs(sample, input);
        return input;
    }

    private static double[] Softmax(double[] logits) => [.. logits.Select(logit => Math.Exp(logit) / logits.Sum(Math.Exp))];

    private static int Best(double[] values) => Array.IndexOf(values, values.Max());
}
