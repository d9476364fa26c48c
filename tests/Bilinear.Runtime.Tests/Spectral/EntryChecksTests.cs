using Bilinear.Spectral;
using Bilinear.Testing;
using Bilinear.Training;

namespace Bilinear.Runtime.Tests.Spectral;

/// <summary>Mistakes of a caller end in a sentence about the caller's own parameter.</summary>
public sealed class EntryChecksTests
{
    [Theory, InlineData(0), InlineData(-1)]
    public void PlansThatKeepNothing_AreRefused(int count)
    {
        var path = OneLayer.Random().Path;

        Assert.Equal("Keep", Assert.Throws<ArgumentOutOfRangeException>(() => new EigenPlan("head", path) with { Keep = count }).ParamName);
        Assert.Equal("Keep", Assert.Throws<ArgumentOutOfRangeException>(() => new SvdPlan("head", path) { Keep = count }).ParamName);
        Assert.Equal("Branch", Assert.Throws<ArgumentOutOfRangeException>(() => new TreePlan("head", path) { Branch = count }).ParamName);
        Assert.Equal("Budget", Assert.Throws<ArgumentOutOfRangeException>(() => new TreePlan("head", path) { Budget = count }).ParamName);
        Assert.Null((new EigenPlan("head", path) { Keep = 3 } with { Keep = null }).Keep);
    }

    [Theory, InlineData(-1), InlineData(10)]
    public void IndicesThatAreNotThere_AreRefusedInASentence(int index)
    {
        var spectra = OneLayer.Random().Decompose(keep: 2);
        var components = OneLayer.Random().Svd();

        Assert.StartsWith($"`head` has no output {index}: it has 4", Assert.Throws<ArgumentOutOfRangeException>(() => spectra[index]).Message, StringComparison.Ordinal);
        Assert.StartsWith($"`body` has no component {index}", Assert.Throws<ArgumentOutOfRangeException>(() => components[index]).Message, StringComparison.Ordinal);
        Assert.Equal("pair", Assert.Throws<ArgumentOutOfRangeException>(() => spectra[0].EffectivePixels(index)).ParamName);
        Assert.Equal("pair", Assert.Throws<ArgumentOutOfRangeException>(() => spectra[0].EigenspaceOf(index)).ParamName);
    }

    [Fact]
    public void OneDecompositionTwice_IsNotSaved()
    {
        using var folder = new TemporaryFolder();
        var spectra = OneLayer.Random().Decompose(keep: 2);

        var thrown = Assert.Throws<ArgumentException>(() => SpectraFile.Save(folder["twice.safetensors"], [spectra, spectra]));

        Assert.StartsWith("Two decompositions of one kind (EigenSpectra) are called `head`", thrown.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void AFolderThatCanHaveNoName_IsRefusedByTheCacheAtOnce() =>
        Assert.Equal("folder", Assert.Throws<ArgumentException>(() => new DecompositionCache("/nope/\0")).ParamName);

    [Fact]
    public void Nulls_AreNamed()
    {
        var model = OneLayer.Random();
        var spectra = model.Decompose(keep: 2);
        var tree = SpectralTree.Compute(model.Parameters, new TreePlan("head", model.Path), null);

        AssertNull("Name", () => new EigenPlan(null!, model.Path));
        AssertNull("Path", () => new SvdPlan("head", null!));
        AssertNull("Path", () => new TreePlan("head", null!));
        AssertNull("Layer", () => new QuadraticPath([], null!, []));
        AssertNull("weights", () => EigenSpectra.Compute(null!, new EigenPlan("head", model.Path)));
        AssertNull("weights", () => EigenSpectra.Compute(null!, new EigenPlan("head", model.Path), []));
        AssertNull("weights", () => SvdSpectra.Compute((ModelWeights)null!, new SvdPlan("head", model.Path)));
        AssertNull("weights", () => SpectralTree.Compute(null!, new TreePlan("head", model.Path)));
        AssertNull("weights", () => InputTensor.Of((ModelWeights)null!, model.Path));
        AssertNull("weights", () => LeadingDirections.OfOutputs(null!, model.Path, 1));
        AssertNull("weights", () => LeadingDirections.Along(null!, model.Path, [1], 1));
        AssertNull("weights", () => Bottleneck.Curve(null!, [model.Path], 0, model.Data(1)));
        AssertNull("weights", () => Bottleneck.Measure(null!, [model.Path], model.Data(1)));
        AssertNull("data", () => spectra.Evaluate(null!));
        AssertNull("forward", () => spectra.Check((ForwardPass)null!, model.Data(1)));
        AssertNull("data", () => tree.Evaluate(null!));
        AssertNull("data", () => tree.Explain(null!));
        AssertNull("direction", () => spectra[null!]);
        AssertNull("left", () => Similarity.Match(null!, spectra));
        AssertNull("right", () => Similarity.Match(spectra, null!));
        AssertNull("models", () => Similarity.Match(null!));
        AssertNull("left", () => Similarity.Frobenius(null!, null!));
        AssertNull("path", () => SpectraFile.Save(null!, [spectra]));
        AssertNull("decompositions", () => SpectraFile.Save("unwritten.safetensors", null!));
        AssertNull("contents", () => Bilinear.Reports.Report.Render(null!));
        AssertNull("path", () => Bilinear.Reports.Report.Write(null!, new("Null", spectra)));
    }

    [Theory, InlineData(8), InlineData(140)]
    public void WeightsThatAreNotFinite_AreTheParameterToBlame(int hidden)
    {
        var model = OneLayer.Random(hidden: hidden);
        model.Body[0] = float.NaN;

        Assert.Equal("weights", Assert.Throws<ArgumentException>(() => model.Decompose()).ParamName);
        Assert.Equal("weights", Assert.Throws<ArgumentException>(() => model.Svd()).ParamName);
    }

    private static void AssertNull(string parameter, Func<object> call) => Assert.Equal(parameter, Assert.Throws<ArgumentNullException>(call).ParamName);

    private static void AssertNull(string parameter, Action call) => Assert.Equal(parameter, Assert.Throws<ArgumentNullException>(call).ParamName);
}
