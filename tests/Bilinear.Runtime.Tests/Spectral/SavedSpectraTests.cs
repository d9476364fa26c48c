using Bilinear.Serialization;
using Bilinear.Spectral;
using Bilinear.Testing;
using Bilinear.Training;

namespace Bilinear.Runtime.Tests.Spectral;

/// <summary>What is read from a file of spectra is what was saved; what is of something else is refused.</summary>
public sealed class SavedSpectraTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static MatrixTheoryData<SpectrumBasis, BiasTreatment, SpectrumOrder, bool> Plans => new(Enum.GetValues<SpectrumBasis>(), Enum.GetValues<BiasTreatment>(), Enum.GetValues<SpectrumOrder>(), [false, true]);

    [Theory, MemberData(nameof(Plans))]
    public void Eigen_IsWhatWasSaved(SpectrumBasis basis, BiasTreatment bias, SpectrumOrder order, bool hasData)
    {
        if (order == SpectrumOrder.MeanActivation && !hasData)
            return;     // which Compute refuses

        // Fewer units than coordinates, so that there is an eigenspace of zeros.
        var model = OneLayer.Random(units: 3, bias: true);
        var plan = new EigenPlan("head", model.Path) { Basis = basis, Bias = bias, Order = order, Keep = 5, Directions = [Direction.Of("1 - 2", 4, 0, (1, 1), (2, -1))] };
        var computed = EigenSpectra.Compute(model.Parameters, plan, hasData ? model.Data(20) : null);
        computed.Save(_folder["s"]);

        var loaded = Load(model.Parameters.Model, file => EigenSpectra.Load(file, plan));

        // All that a file has is there again, to the last bit.
        loaded.Save(_folder["again"]);
        Assert.Equal(File.ReadAllBytes(_folder["s"]), File.ReadAllBytes(_folder["again"]));
        Assert.Equal(model.Parameters.Hash(), loaded.WeightsHash);
        foreach (var (expected, actual) in computed.Append(computed["1 - 2"]).Zip(loaded.Append(loaded["1 - 2"])))
        {
            Assert.Equal(expected.Output, actual.Output);
            AssertClose(expected.Values, actual.Values);
            AssertClose(expected.Vectors.ToArray(), actual.Vectors.ToArray());
            AssertClose(expected.FormLinear, actual.FormLinear);
            Assert.Equal(expected.Places, actual.Places);
            AssertClose([expected.EffectiveRank], [actual.EffectiveRank]);
            Assert.Equal(expected.KeptEigenspaces.Count(), actual.Eigenspaces.Count);
            foreach (var (space, again) in expected.KeptEigenspaces.Zip(actual.Eigenspaces))
                AssertClose(space.Projector().ToArray(), again.Projector().ToArray());
        }

        Assert.Contains("were read from a file", Assert.Throws<InvalidOperationException>(() => loaded.Evaluate(model.Data(2))).Message, StringComparison.Ordinal);
        Assert.Contains("were read from a file", Assert.Throws<InvalidOperationException>(() => Truncation.Cut(loaded, TruncationRule.Magnitude, 2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Svd_IsWhatWasSaved()
    {
        var model = OneLayer.Random();
        var computed = model.Svd();
        computed.Save(_folder["s"]);

        var loaded = Load(model.Parameters.Model, file => SvdSpectra.Load(file, new SvdPlan("body", model.Path)));

        loaded.Save(_folder["again"]);
        Assert.Equal(File.ReadAllBytes(_folder["s"]), File.ReadAllBytes(_folder["again"]));
        AssertClose([computed.SquaredNorm], [loaded.SquaredNorm]);
        foreach (var (expected, actual) in computed.Zip(loaded))
        {
            AssertClose(expected.Right.ToArray(), actual.Right.ToArray());
            AssertClose(expected.Pairs.Vectors.ToArray(), actual.Pairs.Vectors.ToArray());
        }
    }

    [Theory, InlineData(3, 60, true), InlineData(2, 5, true), InlineData(100, 10_000, false)]
    public void Tree_IsWhatWasSaved(int branch, int budget, bool hasData)
    {
        var model = new LayerChain();
        var computed = model.Tree(branch, budget, hasData ? model.Data(50) : null);
        computed.Save(_folder["s"]);

        var loaded = Load(computed.Model, file => SpectralTree.Load(file, new TreePlan("head", computed.Path) { Branch = branch, Budget = budget }));

        loaded.Save(_folder["again"]);
        Assert.Equal(File.ReadAllBytes(_folder["s"]), File.ReadAllBytes(_folder["again"]));
        Assert.Equal((computed.IsWhole, computed.Outputs, computed.Layers), (loaded.IsWhole, loaded.Outputs, loaded.Layers));
        Assert.Equal(computed.Nodes.Select(node => node.Children.Count), loaded.Nodes.Select(node => node.Children.Count));
        Assert.Contains("was read from a file", Assert.Throws<InvalidOperationException>(() => loaded.Evaluate(model.Data(2))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsOfSomethingElse_IsRefusedWithASentence()
    {
        var model = OneLayer.Random();
        var plan = new EigenPlan("head", model.Path) { Keep = 5 };
        EigenSpectra.Compute(model.Parameters, plan, null).Save(_folder["s"]);
        SafeTensorsWriter.Write(_folder["weights"], ModelMetadata.Write(model.Parameters.Model, null), [new NamedTensor("embed.weight", [8, 12], model.Embed)]);

        AssertRefused("s", "and this is Other", model.Description("Other"), file => EigenSpectra.Load(file, plan));
        AssertRefused("s", "spectra of another program", model.Description(text: "model OneLayer\n  more"), file => EigenSpectra.Load(file, plan));
        AssertRefused("s", "and the decompose block asks for `input`", model.Parameters.Model, file => EigenSpectra.Load(file, plan with { Basis = SpectrumBasis.Input }));
        AssertRefused("s", "and the decompose block asks for `mean_activation`", model.Parameters.Model, file => EigenSpectra.Load(file, plan with { Order = SpectrumOrder.MeanActivation }));
        AssertRefused("s", "it has no direction `1 - 2`", model.Parameters.Model, file => EigenSpectra.Load(file, plan with { Directions = [Direction.Of("1 - 2", 4, 0, (1, 1), (2, -1))] }));
        AssertRefused("s", "it has no tensor 'body.eigen.all_values'", model.Parameters.Model, file => EigenSpectra.Load(file, plan with { Name = "body" }));
        AssertRefused("weights", "it holds no spectra", model.Parameters.Model, file => EigenSpectra.Load(file, plan));
    }

    [Theory]
    [InlineData("places", 0, 0.5, "places are not those of different eigenvalues")]
    [InlineData("places", 0, -1, "places are not those of different eigenvalues")]
    [InlineData("places", 0, 64, "places are not those of different eigenvalues")]
    [InlineData("places", 1, double.NaN, "places are not those of different eigenvalues")]
    [InlineData("values", 0, 100, "values are not those of all_values at their places")]
    [InlineData("all_values", 3, 1e6, "all_values do not ascend")]
    [InlineData("vectors", 0, 7, "vectors are not of length 1")]
    [InlineData("pictures", 0, 7, "pictures are not its vectors seen in the input")]
    [InlineData("coordinates", 0, 7, "pictures are not its vectors seen in the input")]
    [InlineData("linear", 0, double.PositiveInfinity, "holds Infinity at element 0, and no number")]
    public void NumbersThatContradictEachOther_AreRefused(string tensor, int at, double value, string words)
    {
        var model = OneLayer.Random(bias: true);
        var plan = new EigenPlan("head", model.Path) { Keep = 5 };
        EigenSpectra.Compute(model.Parameters, plan, null).Save(_folder["s"]);
        Rewrite($"head.eigen.{tensor}", at, value);

        AssertRefused("s", words, model.Description(), file => EigenSpectra.Load(file, plan));
    }

    [Fact]
    public void AnOnlyEigenvalue_HasNoOtherBesideIt()
    {
        var model = OneLayer.Random(inputs: 1, hidden: 1, units: 1);
        var plan = new EigenPlan("head", model.Path);
        EigenSpectra.Compute(model.Parameters, plan, null).Save(_folder["s"]);

        Assert.Equal(double.PositiveInfinity, Load(model.Description(), file => EigenSpectra.Load(file, plan))[0].Gaps[0]);
    }

    // A NaN stands for what the element before it holds. The runtime writes no infinity, so the bytes are changed in their place.
    private void Rewrite(string tensor, int at, double value)
    {
        long place;
        using (var file = SafeTensorsFile.Open(_folder["s"]))
        {
            var values = file.ReadFloats(tensor);
            value = double.IsNaN(value) ? values[at - 1] : value;
            place = file.Tensors[tensor].Begin + (at * sizeof(float));
        }

        var bytes = File.ReadAllBytes(_folder["s"]);
        BitConverter.TryWriteBytes(bytes.AsSpan((int)(8 + BitConverter.ToInt64(bytes) + place)), (float)value);
        File.WriteAllBytes(_folder["s"], bytes);
    }

    private void AssertRefused<T>(string name, string words, ModelDescription model, Func<SavedSpectra, T> load) => Assert.Contains(words, Assert.Throws<SafeTensorsException>(() =>
    {
        using var file = SpectraFile.Open(_folder[name], model);
        load(file);
    }).Message, StringComparison.Ordinal);

    private T Load<T>(ModelDescription model, Func<SavedSpectra, T> load)
    {
        using var file = SpectraFile.Open(_folder["s"], model);
        return load(file);
    }

    private static void AssertClose(IReadOnlyList<double> expected, IReadOnlyList<double> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6 * (1 + Math.Abs(pair.First))));
    }
}
