using Bilinear.Data;
using Bilinear.Spectral;
using Bilinear.Tensors;

namespace Bilinear.Runtime.Tests.Spectral;

/// <summary>Weights and data near either end of a float's range. Powers of two, so that what is right is right to the last bit.</summary>
public sealed class ScaledModelTests
{
    [Theory]
    [InlineData(8, 100), InlineData(8, -100), InlineData(130, 100), InlineData(130, -100)]
    public void Spectra_AreScaledByAll(int hidden, int exponent)
    {
        var plain = OneLayer.Random(hidden: hidden, units: 40).Decompose();
        var scaled = Scaled(OneLayer.Random(hidden: hidden, units: 40), exponent).Decompose();

        for (var output = 0; output < plain.Count; output++)
        {
            Assert.Equal(plain[output].AllValues.Select(value => Math.ScaleB(value, 3 * exponent)), scaled[output].AllValues);
            Assert.Equal(plain[output].Vectors.ToArray(), scaled[output].Vectors.ToArray());
            Assert.Equal(plain[output].EffectiveRank, scaled[output].EffectiveRank, 1e-9);
            Assert.Equal(plain[output].TopShare(3), scaled[output].TopShare(3), 1e-12);
        }
    }

    [Theory, InlineData(40), InlineData(-80)]
    public void InputBasis_IsScaledToo(int exponent)
    {
        var plain = OneLayer.Random(inputs: 140, hidden: 130, units: 40).Decompose(basis: SpectrumBasis.Input)[1];
        var scaled = Scaled(OneLayer.Random(inputs: 140, hidden: 130, units: 40), exponent).Decompose(basis: SpectrumBasis.Input)[1];

        var largest = plain.AllValues.Max(Math.Abs);
        for (var pair = 0; pair < plain.AllValues.Count; pair++)
            Assert.Equal(plain.AllValues[pair] / largest, Math.ScaleB(scaled.AllValues[pair], -5 * exponent) / largest, 1e-6);
    }

    [Theory, InlineData(100), InlineData(-100)]
    public void AppendedBias_StaysBesideAnInteractionOfAnotherSize(int exponent)
    {
        var model = Scaled(OneLayer.Random(hidden: 130, units: 40), exponent);
        model.BodyBias = [.. Enumerable.Range(0, 80).Select(unit => 0.01f * unit)];

        var values = model.Decompose(bias: BiasTreatment.Append)[0].AllValues;
        var forms = model.Decompose()[0];

        // Q' = [[Q, q], [qᵀ, c]]: its trace is that of Q and c.
        var trace = forms.AllValues.Sum() + forms.Constant;
        Assert.Equal(1, values.Sum() / trace, 1e-3 * values.Sum(Math.Abs) / Math.Abs(trace));
        Assert.Equal(131, values.Count);
    }

    [Theory, InlineData(100), InlineData(-100), InlineData(-120)]
    public void Similarity_DoesNotDependOnScale(int exponent)
    {
        var (left, right) = (OneLayer.Random(seed: 1), OneLayer.Random(seed: 2));
        var (frobenius, gaussian) = (Similarity.Frobenius(Tensor(left), Tensor(right)), Similarity.Gaussian(Tensor(left), Tensor(right)));

        Assert.Equal(frobenius, Similarity.Frobenius(Tensor(Scaled(left, exponent)), Tensor(right)), 1e-12);
        Assert.Equal(gaussian, Similarity.Gaussian(Tensor(left), Tensor(right)), 1e-12);
        Assert.Equal(1, Similarity.Frobenius(Tensor(left), Tensor(left)), 1e-12);
    }

    [Theory, InlineData(100), InlineData(-100)]
    public void SingularValues_AreScaledByAll(int exponent)
    {
        foreach (var isAlone in new[] { false, true })
        {
            var plain = OneLayer.Random().Svd(isAlone);
            var scaled = Scaled(OneLayer.Random(), exponent).Svd(isAlone);

            Assert.Equal(plain.Count, scaled.Count);
            for (var component = 0; component < plain.Count; component++)
            {
                Assert.Equal(1, Math.ScaleB(scaled[component].Value, (isAlone ? -2 : -3) * exponent) / plain[component].Value, 1e-9);
                Assert.Equal(1, scaled[component].Right.ToArray().Sum(value => value * value), 1e-9);
            }
        }
    }

    [Theory, InlineData(80), InlineData(-80)]
    public void MeanActivations_AreScaledByTheDataSquared(int exponent)
    {
        var model = OneLayer.Random();
        var plain = model.Decompose(SpectrumOrder.MeanActivation, data: model.Data(50))[2];
        var scaled = model.Decompose(SpectrumOrder.MeanActivation, data: Scaled(model.Data(50), exponent))[2];

        Assert.Equal(plain.Values, scaled.Values);
        Assert.Equal(plain.MeanActivations.Select(value => Math.ScaleB(value, 2 * exponent)), scaled.MeanActivations);
    }

    [Fact]
    public void DataThatOverflowBeforeTheLayer_AreRefused()
    {
        var model = Scaled(OneLayer.Random(), 60);

        var thrown = Assert.Throws<NotFiniteException>(() => model.Decompose(SpectrumOrder.MeanActivation, data: Scaled(model.Data(5), 100)));

        Assert.Contains("What random gives the layer is no finite number", thrown.Message, StringComparison.Ordinal);
    }

    private static InputTensor Tensor(OneLayer model) => InputTensor.Of(model.Parameters, model.Path);

    private static OneLayer Scaled(OneLayer model, int exponent)
    {
        (model.Embed, model.Body, model.Head) = (Scaled(model.Embed, exponent), Scaled(model.Body, exponent), Scaled(model.Head, exponent));
        return model;
    }

    private static DataSet Scaled(DataSet data, int exponent)
    {
        var inputs = new float[data.Count * data.SampleLength];
        data.CopyInputs(0, inputs);
        return DataSet.Regression(data.Name, data.SampleShape, Scaled(inputs, exponent), new float[data.Count]);
    }

    private static float[] Scaled(float[] values, int exponent) => Array.ConvertAll(values, value => MathF.ScaleB(value, exponent));
}
