using Bilinear.Data;
using Bilinear.Linalg;
using Bilinear.Spectral;

namespace Bilinear.Runtime.Tests.Spectral.Masks;

public sealed class AdversarialMaskTests
{
    private const double Tolerance = 1e-4;

    public static TheoryData<SpectrumBasis, double?> Kinds => new() { { SpectrumBasis.Input, null }, { SpectrumBasis.Input, 0.0 }, { SpectrumBasis.Latent, null } };

    [Fact]
    public void OverTheWholeInput_AMaskMovesItsOwnEigenvectorAlone()
    {
        var masks = Make(SpectrumBasis.Input, null);

        AssertDual(masks, Enumerable.Range(0, 24).ToArray());
    }

    [Fact]
    public void OverDarkPixels_AMaskMovesItsOwnEigenvectorAlone_AndNoOtherPixel()
    {
        var masks = Make(SpectrumBasis.Input, 0.0);

        Assert.InRange(masks.Pixels.Count, 8, 20);
        Assert.All(masks, mask => Assert.All(Enumerable.Range(0, 24).Except(masks.Pixels), pixel => Assert.Equal(0, mask.Values[pixel])));
        AssertDual(masks, [.. masks.Pixels]);
    }

    [Fact]
    public void InTheLatentBasis_MasksAreThePseudoinverseSeenThroughTheEmbedding()
    {
        var model = Model();
        var masks = AdversarialMasks.Of(model.Decompose(), Data(model), new MaskOptions { Keep = 2, PerOutput = 2 });

        // P⁺ by MathNet, over h.
        var rows = masks.Basis.Pairs.Select(pair => masks.Spectra.Pairs[pair.Output].Vectors.Row(masks.Spectra.Pairs[pair.Output].Values.Count - pair.Rank).ToArray()).ToArray();
        var inverse = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfRowArrays(rows).PseudoInverse();
        var embed = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(model.Hidden, model.Inputs, (row, column) => model.Embed[(row * model.Inputs) + column]);
        var expected = inverse.Transpose() * embed;
        for (var row = 0; row < rows.Length; row++)
            Assert.All(Enumerable.Range(0, model.Inputs), pixel => Assert.Equal(expected[row, pixel], masks.Basis.Duals[row, pixel], Tolerance));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Masks_HaveAStandardDeviationOfOneOverTheirPixels_AndThePermutedOnesTheSameNumbers(SpectrumBasis basis, double? below)
    {
        var masks = Make(basis, below);

        Assert.Equal(8, masks.Count);
        Assert.All(masks, mask =>
        {
            double[] values = [.. masks.Pixels.Select(pixel => mask.Values[pixel])];
            var mean = values.Average();
            Assert.Equal(1, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))), 1e-9);
            Assert.Equal(values.Order(), masks.Pixels.Select(pixel => mask.Permuted[pixel]).Order());
            Assert.NotEqual(values, masks.Pixels.Select(pixel => mask.Permuted[pixel]));
        });
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Counts_AreThoseOfTheForwardPass(SpectrumBasis basis, double? below) => AssertCounts(Model(), Make(basis, below), Data(Model()));

    /// <summary>So many that they take several passes.</summary>
    [Fact]
    public void Counts_OfManyMasks_AreThoseOfTheForwardPass()
    {
        var model = OneLayer.Random(inputs: 100, hidden: 100, units: 60, outputs: 100);
        AssertCounts(model, AdversarialMasks.Of(model.Decompose(), model.Data(100), new MaskOptions { Keep = 1 }), model.Data(2));
    }

    private static void AssertCounts(OneLayer model, AdversarialMasks masks, DataSet data)
    {
        var curve = masks.Measure(data);

        Assert.Equal(MaskCurve.Strengths, curve.Select(point => point.Strength));
        for (var place = 0; place < curve.Count; place++)
        {
            foreach (var isPermuted in (bool[])[false, true])
            {
                var shares = masks.GroupBy(mask => mask.Output).Select(output => output.Select(mask => Shares(model, data, mask, isPermuted, curve[place].Strength)).ToList()).ToList();
                var (accuracy, taken) = isPermuted ? (curve[place].PermutedAccuracy, curve[place].PermutedTaken) : (curve[place].Accuracy, curve[place].Taken);
                Assert.Equal(shares.Average(output => output.Average(mask => mask.Right)), accuracy.Mean, 1e-12);
                Assert.Equal(shares.Average(output => output.Average(mask => mask.Taken)), taken.Mean, 1e-12);
            }
        }
    }

    [Fact]
    public void TheEffectOfAMask_IsThatOfTheForwardPass()
    {
        var (model, masks) = (Model(), Make(SpectrumBasis.Latent, null));
        var data = Data(model);
        var curve = masks.Measure(data);

        Assert.Equal(masks.Count, curve.Effects.Count);
        foreach (var (mask, effect) in masks.Zip(curve.Effects))
        {
            Assert.Equal(Shares(model, data, mask, isPermuted: false, MaskCurve.Strengths[^1]).Taken, effect.Taken, 1e-12);
            int? turned = null;
            for (var sample = data.Count - 1; sample >= 0; sample--)
            {
                var label = data.Labels[sample];
                if (label != mask.Output && Answer(model, data, sample, mask.Values, 0) == label && Answer(model, data, sample, mask.Values, MaskCurve.Strengths[^1]) == mask.Output)
                    turned = sample;
            }

            Assert.Equal(turned, effect.Turned);
        }

        Assert.Contains(curve.Effects, effect => effect.Turned is not null);
    }

    [Theory]
    [InlineData(1, "largest"), InlineData(2, "2nd largest"), InlineData(3, "3rd largest"), InlineData(4, "4th largest"), InlineData(11, "11th largest"), InlineData(21, "21st largest")]
    public void ARank_IsSaidInWords(int rank, string words) => Assert.Equal(words, AdversarialMask.Ranked(rank));

    [Fact]
    public void TheSignOfAMask_RaisesTheProjectionOfOtherClasses()
    {
        var (model, masks) = (Model(), Make(SpectrumBasis.Input, null));
        var data = Data(model);

        foreach (var mask in masks)
        {
            var (pixels, sum) = (new float[model.Inputs], 0.0);
            for (var sample = 0; sample < data.Count; sample++)
            {
                data.CopyInputs(sample, pixels);
                sum += data.Labels[sample] == mask.Output ? 0 : pixels.Select((value, pixel) => value * mask.Eigenvector[pixel]).Sum();
            }

            Assert.True(sum > 0);
            Assert.True(mask.Values.Select((value, pixel) => value * mask.Eigenvector[pixel]).Sum() > 0);
        }
    }

    [Fact]
    public void WhatCannotBeMade_IsRefusedWithTheMend()
    {
        var model = Model();
        var (spectra, data) = (model.Decompose(basis: SpectrumBasis.Input), Data(model));

        var dark = Assert.Throws<ArgumentException>(() => AdversarialMasks.Of(spectra, data, new MaskOptions { MeanBelow = -100 }));
        Assert.Matches("^No pixel of random has a mean below -100, the smallest is .*: give a larger number", dark.Message);
        var many = Assert.Throws<ArgumentException>(() => AdversarialMasks.Of(spectra, data, new MaskOptions { Keep = 2, MeanBelow = -0.1 }));
        Assert.Matches("^8 eigenvectors, 2 of each output, cannot be told apart in [1-7] pixels: (keep 1 of each or fewer|let the mask have more pixels)", many.Message);
        var seen = Assert.Throws<ArgumentException>(() => AdversarialMasks.Of(OneLayer.Random(24, 6, 6).Decompose(basis: SpectrumBasis.Input), data, new MaskOptions { Keep = 2 }));
        Assert.StartsWith("8 eigenvectors, 2 of each output, cannot be told apart in the 6 dimensions that OneLayer sees of its input: keep 1 of each or fewer.", seen.Message, StringComparison.Ordinal);
        var regression = DataSet.Regression("floats", [model.Inputs], new float[model.Inputs], new float[model.Outputs]);
        Assert.Contains("has no classes here", Assert.Throws<ArgumentException>(() => AdversarialMasks.Of(spectra, regression, new MaskOptions { Keep = 2 })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => AdversarialMasks.Of(spectra, data, new MaskOptions { Keep = 0 }));
    }

    [Fact]
    public void EigenvectorsThatAreOneOverThePixels_AreRefused()
    {
        // The model sees its last pixels through one row of the embedding only.
        var model = Model();
        for (var row = 1; row < model.Hidden; row++)
            model.Embed.AsSpan((row * model.Inputs) + 12, 12).Clear();
        var data = DataSet.Labelled("dark", [24], [.. Enumerable.Range(0, 4 * 24).Select(index => index % 24 < 12 ? 1f : 0f)], [0, 1, 2, 3], 4);

        var error = Assert.Throws<ArgumentException>(() => AdversarialMasks.Of(model.Decompose(basis: SpectrumBasis.Input), data, new MaskOptions { Keep = 2, MeanBelow = 0.5 }));

        Assert.StartsWith("The 8 eigenvectors are not independent over these 12 pixels, some of which OneLayer hardly sees: keep 1 of each or fewer, or let masks have more pixels.", error.Message, StringComparison.Ordinal);
        for (var row = 0; row < model.Hidden; row++)
            model.Embed.AsSpan((row * model.Inputs) + 12, 12).Clear();
        var unseen = Assert.Throws<ArgumentException>(() => AdversarialMasks.Of(model.Decompose(), data, new MaskOptions { Keep = 2, MeanBelow = 0.5 }));
        Assert.StartsWith("The mask of the largest positive eigenvalue of output 0 is zero: OneLayer does not see the 12 pixels", unseen.Message, StringComparison.Ordinal);
        var narrow = OneLayer.Random(inputs: 24, hidden: 16, units: 3, outputs: 8);
        var few = Assert.Throws<ArgumentException>(() => AdversarialMasks.Of(narrow.Decompose(), narrow.Data(20), new MaskOptions { Keep = 1 }));
        Assert.StartsWith("The 8 eigenvectors are not independent, even one of each output", few.Message, StringComparison.Ordinal);
    }

    private static OneLayer Model() => OneLayer.Random(inputs: 24, hidden: 16, units: 16, bias: true, residual: true, seed: 3);

    private static DataSet Data(OneLayer model) => model.Data(60);

    private static AdversarialMasks Make(SpectrumBasis basis, double? below) =>
        AdversarialMasks.Of(Model().Decompose(basis: basis), Data(Model()), new MaskOptions { Keep = 2, PerOutput = 2, MeanBelow = below, Seed = 5 });

    // v_j·mask_i = δ_ij, with the mask scaled so that it moves its own projection by 1.
    private static void AssertDual(AdversarialMasks masks, int[] pixels)
    {
        foreach (var mask in masks)
        {
            var own = pixels.Sum(pixel => mask.Values[pixel] * mask.Eigenvector[pixel]);
            foreach (var other in masks)
                Assert.Equal(ReferenceEquals(other, mask) ? 1 : 0, pixels.Sum(pixel => mask.Values[pixel] * other.Eigenvector[pixel]) / own, Tolerance);
        }
    }

    private static (double Right, double Taken) Shares(OneLayer model, DataSet data, AdversarialMask mask, bool isPermuted, double strength)
    {
        var (right, taken) = (0, 0);
        for (var sample = 0; sample < data.Count; sample++)
        {
            var answer = Answer(model, data, sample, isPermuted ? mask.Permuted : mask.Values, strength);
            right += answer == data.Labels[sample] ? 1 : 0;
            taken += answer == mask.Output && data.Labels[sample] != mask.Output ? 1 : 0;
        }

        return (right / (double)data.Count, taken / (double)data.Count);
    }

    private static int Answer(OneLayer model, DataSet data, int sample, IReadOnlyList<double> mask, double strength)
    {
        var pixels = new float[model.Inputs];
        data.CopyInputs(sample, pixels);
        var outputs = model.Forward([.. pixels.Select((value, pixel) => value + (strength * mask[pixel]))]);
        return Array.IndexOf(outputs, outputs.Max());
    }
}
