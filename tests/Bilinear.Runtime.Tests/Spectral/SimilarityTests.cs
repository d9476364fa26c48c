using Bilinear.Spectral;
using MathNet.Numerics.LinearAlgebra;

namespace Bilinear.Runtime.Tests.Spectral;

public sealed class SimilarityTests
{
    // Weights are floats: a rotated model is the same one to their rounding.
    private const double Rounding = 1e-6;

    public static TheoryData<string> Rewritings => ["itself", "rotated", "permuted", "swapped", "scaled"];

    [Theory, MemberData(nameof(Rewritings))]
    public void SameFunction_HasSimilarityOne(string rewriting)
    {
        var (model, same) = (Example(), Rewritten(rewriting));
        var (left, right) = (Tensor(model), Tensor(same));

        foreach (int? output in new int?[] { null, 0, 3 })
        {
            Assert.Equal(1, Similarity.Frobenius(left, right, output), Rounding);
            Assert.Equal(1, Similarity.Gaussian(left, right, output), Rounding);
        }

        var matches = Similarity.Match(model.Decompose(), same.Decompose());
        Assert.Equal(model.Outputs * model.Hidden, matches.Count);
        Assert.All(matches, match => Assert.Equal(1, match.Cosine, 1e-4));
        Assert.Contains("one sign", matches.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void Frobenius_IsTheCosineOfTheTensorsWrittenOut()
    {
        var (left, right) = (Example(), OneLayer.Random(hidden: 6, units: 9, bias: true, seed: 4));
        var (a, b) = (Forms(left), Forms(right));

        Assert.Equal(Inner(a, b) / Math.Sqrt(Inner(a, a) * Inner(b, b)), Similarity.Frobenius(Tensor(left), Tensor(right)), 1e-12);
        Assert.Equal(Inner(a[2..3], b[2..3]) / Math.Sqrt(Inner(a[2..3], a[2..3]) * Inner(b[2..3], b[2..3])), Similarity.Frobenius(Tensor(left), Tensor(right), output: 2), 1e-12);

        static double Inner(Matrix<double>[] left, Matrix<double>[] right) => left.Zip(right, (a, b) => a.PointwiseMultiply(b).Enumerate().Sum()).Sum();
    }

    [Theory, InlineData(false, false), InlineData(true, false), InlineData(true, true)]
    public void Gaussian_IsTheCorrelationOfTheFunctions(bool bias, bool residual)
    {
        var left = OneLayer.Random(inputs: 3, hidden: 4, units: 4, outputs: 2, bias, residual, seed: 2);
        var right = OneLayer.Random(inputs: 3, hidden: 5, units: 5, outputs: 2, bias, residual, seed: 3);

        Assert.Equal(Expectation(left, right) / Math.Sqrt(Expectation(left, left) * Expectation(right, right)), Similarity.Gaussian(Tensor(left), Tensor(right)), 1e-10);
    }

    [Fact]
    public void Frobenius_DoesNotSeeBiases_GaussianDoes()
    {
        var plain = OneLayer.Random();
        var biased = OneLayer.Random(bias: true);

        Assert.Equal(1, Similarity.Frobenius(Tensor(plain), Tensor(biased)), 1e-12);
        Assert.True(Similarity.Gaussian(Tensor(plain), Tensor(biased)) < 0.999);
    }

    [Fact]
    public void SpectraAgainstThemselves_LeaveSelfPairsOut()
    {
        var spectra = Example().Decompose();

        var matches = Similarity.Match(spectra, spectra);

        Assert.All(matches, match => Assert.NotEqual(match.Pair, match.MatchedPair));
        Assert.All(matches, match => Assert.True(match.Cosine < 0.999));
    }

    [Fact]
    public void Matches_AreTheBestOfOneOutputAndSign()
    {
        var (left, right) = (Example().Decompose(keep: 5), OneLayer.Random(hidden: 6, units: 7, seed: 9).Decompose());

        var matches = Similarity.Match(left, right);

        Assert.All(matches, match =>
        {
            var ours = left[match.Output];
            var theirs = right[match.Output];
            var candidates = Enumerable.Range(0, theirs.Values.Count).Where(pair => theirs.Values[pair] > 0 == match.IsPositive).ToArray();
            Assert.Equal(match.IsPositive, ours.Values[match.Pair] > 0);
            Assert.Equal(match.MatchedPair, candidates.MaxBy(pair => Cosine(ours, match.Pair, theirs, pair)));
            Assert.Equal(Cosine(ours, match.Pair, theirs, match.MatchedPair), match.Cosine, 1e-12);
            Assert.Equal(match.Rank, 1 + ours.Values.Count(value => value > 0 == match.IsPositive && Math.Abs(value) > Math.Abs(ours.Values[match.Pair])));
        });
        Assert.Equal(matches.Where(match => match is { IsPositive: true, Rank: 1 }).Average(match => match.Cosine), matches.Mean(isPositive: true, rank: 1));
        Assert.True(double.IsNaN(matches.Mean(isPositive: true, rank: 6)));
    }

    [Fact]
    public void ManyModels_AreComparedInEveryOrderedPairButTheirOwn()
    {
        EigenSpectra[] models = [.. Enumerable.Range(1, 3).Select(seed => OneLayer.Random(seed: seed).Decompose())];

        var matches = Similarity.Match(models);

        Assert.Equal(3 * 2 * models[0].Count * models[0][0].Values.Count, matches.Count);
        Assert.All(matches, match => Assert.True(match.Cosine < 0.999));
    }

    [Fact]
    public void ModelsThatHaveNoTensor_AreRefused()
    {
        var model = Example();
        var normed = model.Path with { Caveat = "Exact before `norm`." };

        Assert.Contains("Exact before `norm`.", Assert.Throws<InvalidOperationException>(() => InputTensor.Of(model.Parameters, normed)).Message, StringComparison.Ordinal);
        var spectra = EigenSpectra.Compute(model.Parameters, new EigenPlan("head", normed), null);
        Assert.Throws<InvalidOperationException>(() => Similarity.Match(spectra, spectra));
    }

    [Fact]
    public void OtherInputsOrOutputs_AreRefused()
    {
        var tensor = Tensor(Example());

        Assert.Throws<ArgumentException>(() => Similarity.Frobenius(tensor, Tensor(OneLayer.Random(inputs: 11))));
        Assert.Throws<ArgumentException>(() => Similarity.Gaussian(tensor, Tensor(OneLayer.Random(outputs: 5))));
        Assert.Throws<ArgumentOutOfRangeException>(() => Similarity.Gaussian(tensor, tensor, output: 4));
        Assert.Throws<ArgumentException>(() => Similarity.Match(Example().Decompose(), Example().Decompose(basis: SpectrumBasis.Input)));
    }

    private static OneLayer Example() => OneLayer.Random(bias: true, residual: false, seed: 1);

    private static InputTensor Tensor(OneLayer model) => InputTensor.Of(model.Parameters, model.Path);

    private static OneLayer Rewritten(string rewriting)
    {
        var model = Example();
        var units = Enumerable.Range(0, model.Units).ToArray();
        switch (rewriting)
        {
            case "rotated":
                model = OneLayer.Random(bias: true).Rotated();
                break;
            case "permuted":
                model.Rewrite([.. units.Reverse()], _ => 1, swap: false);
                break;
            case "swapped":
                model.Rewrite(units, _ => 1, swap: true);
                break;
            case "scaled":
                model.Rewrite(units, unit => unit % 2 == 0 ? 4 : -0.5, swap: false);
                break;
        }

        return model;
    }

    // W_eᵀ Q_c W_e of every output.
    private static Matrix<double>[] Forms(OneLayer model)
    {
        var embed = Matrix<double>.Build.Dense(model.Hidden, model.Inputs, (row, column) => model.Embed[(row * model.Inputs) + column]);
        return [.. Enumerable.Range(0, model.Outputs).Select(output =>
            embed.TransposeThisAndMultiply(Enumerable.Range(0, model.Units).Aggregate(Matrix<double>.Build.Dense(model.Hidden, model.Hidden), (sum, unit) =>
                sum + (model.Head[(output * model.Units) + unit] * Matrix<double>.Build.DenseOfArray(model.TensorSlice(unit))))) * embed)];
    }

    // E[y·y'] by the three-point Gauss–Hermite rule in each of three inputs, exact up to degree five in each.
    private static double Expectation(OneLayer left, OneLayer right)
    {
        (double X, double Weight)[] rule = [(-Math.Sqrt(3), 1 / 6.0), (0, 2 / 3.0), (Math.Sqrt(3), 1 / 6.0)];
        return (from a in rule
                from b in rule
                from c in rule
                select a.Weight * b.Weight * c.Weight * left.Forward([a.X, b.X, c.X]).Zip(right.Forward([a.X, b.X, c.X]), (y, y2) => y * y2).Sum()).Sum();
    }

    private static double Cosine(EigenSpectrum left, int pair, EigenSpectrum right, int other)
    {
        var (a, b) = (left.Pictures.Row(pair).ToArray(), right.Pictures.Row(other).ToArray());
        return Math.Abs(a.Zip(b, (x, y) => x * y).Sum()) / Math.Sqrt(a.Sum(x => x * x) * b.Sum(x => x * x));
    }
}
