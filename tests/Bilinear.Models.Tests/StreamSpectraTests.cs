using Bilinear.Data;
using Bilinear.Models.Tests.Sequences;
using Bilinear.Serialization;
using Bilinear.Spectral;
using Bilinear.Testing;
using Bilinear.Testing.Devices;

namespace Bilinear.Models.Tests;

/// <summary>The <c>decompose</c> block of a model of texts, typed.</summary>
public sealed class StreamSpectraTests(CpuFixture fixture) : IClassFixture<CpuFixture>
{
    private static readonly string[] Tokens = [.. "abcdefghijklm".Select(letter => $"{letter}")];

    [Fact]
    public void EachEntry_IsAMember()
    {
        using var model = RandomStream.Create(fixture.Device);
        using var weights = model.ToWeights();

        SeqGained.Spectra spectra = weights.Decompose(Tokens);

        var analysis = new StreamAnalysis(weights, SeqGained.Stream);
        Assert.Equal(["\"f\" - \"h\"", "vowels"], spectra.Layers1Down.Select(spectrum => spectrum.Direction.Name));
        Assert.Equal(analysis.Spectrum(RandomStream.LastLayer, Direction.Of("f - h", 13, 0, (5, 1), (7, -1)), keep: 3).Pairs.Values, spectra.Layers1Down[0].Pairs.Values);
        Assert.Same(spectra.Layers1Down[1], spectra.Layers1DownVowels);
        Assert.Equal([1.0 / 3, -0.1], spectra.Layers1DownVowels.Direction.Coefficients.Distinct().OrderDescending());
        Assert.Equal(analysis.Svd(1, keep: 2).Select(component => component.Value), spectra.Layers0UpSvd.Select(spectrum => spectrum.Sigma!.Value));
        Assert.Equal([.. spectra.Layers1Down, .. spectra.Layers0UpSvd], spectra.Entries);
        Assert.All(spectra.Layers0UpSvd, spectrum => Assert.Equal("layers.0.up", spectrum.Layer));
        Assert.Equal(spectra.Layers0UpSvd[0].Pairs.Values.Take(2), analysis.Spectra(SeqGained.Layers0UpSvdPlan with { Pairs = 2 }, Tokens)[0].Pairs.Values);
        Assert.Equal(spectra.Layers1Down[0].Pairs.Values, model.Decompose(Tokens).Layers1Down[0].Pairs.Values);
        Assert.Equal(13, spectra.Analysis.Outputs);
    }

    [Fact]
    public void AFileOfSpectra_IsReadAsItWasWritten()
    {
        using var folder = new TemporaryFolder();
        using var model = RandomStream.Create(fixture.Device);
        using var weights = model.ToWeights();
        var written = weights.Decompose(Tokens).Entries;
        StreamSpectraFile.Save(folder["spectra.safetensors"], weights, written);

        var read = StreamSpectraFile.Read(folder["spectra.safetensors"], SeqGained.ModelDescription);

        Assert.Equal(written.Select(spectrum => (spectrum.Name, spectrum.Branch, spectrum.Sigma)), read.Select(spectrum => (spectrum.Name, spectrum.Branch, spectrum.Sigma)));
        foreach (var (before, after) in written.Zip(read))
        {
            Assert.Equal(before.Numbers, after.Numbers);
            Assert.Equal(Single(before.AllValues), Single(after.AllValues));
            Assert.Equal(Single(before.Pairs.Values), Single(after.Pairs.Values));
            Assert.Equal(before.Pairs.Vectors.ToSingle(), after.Pairs.Vectors.ToSingle());
            Assert.Equal(Single(before.Direction.Coefficients), Single(after.Direction.Coefficients));
            Assert.Equal(Single(before.Linear), Single(after.Linear));
            Assert.Equal((float)before.Constant, after.Constant);
            Assert.True(after.Constant != 0 && after.Linear.Any(q => q != 0) && after.EffectiveRank > 1);
        }
        int[][] texts = [[1, 2, 3]];
        var data = DataSet.OfTexts("texts", 13, 7, texts, [[2, 3, -1]]);
        Assert.Contains("was read from a file, which has 3 of its ", Assert.Throws<InvalidOperationException>(() => new StreamAnalysis(weights, SeqGained.Stream).Activations(read, data, texts: 1)).Message, StringComparison.Ordinal);

        model.Save(folder["weights.safetensors"]);
        Assert.Contains("it holds no spectra of a model of texts", Assert.Throws<SafeTensorsException>(() => StreamSpectraFile.Read(folder["weights.safetensors"], SeqGained.ModelDescription)).Message, StringComparison.Ordinal);
        Assert.Throws<SafeTensorsException>(() => StreamSpectraFile.Read(folder["spectra.safetensors"], SeqPlain.ModelDescription));
        Assert.Throws<ArgumentException>(() => StreamSpectraFile.Save(folder["twice.safetensors"], weights, [written[0], written[0]]));

        static float[] Single(IEnumerable<double> values) => [.. values.Select(value => (float)value)];
    }

    [Fact]
    public void TokensThatAreNotThere_AreRefused()
    {
        using var model = RandomStream.Create(fixture.Device);
        using var weights = model.ToWeights();

        Assert.Contains("There are the texts of 12 tokens, and SeqGained has 13 logits", Assert.Throws<ArgumentException>(() => weights.Decompose(Tokens[1..])).Message, StringComparison.Ordinal);
        var twice = new TokenDirection("f and 5", 0, new TokenRow("f", 1), new TokenRow(5, -1));
        Assert.Contains("names the token #5 twice, by its text or by its number: name it once", Assert.Throws<ArgumentException>(() => twice.Among(Tokens)).Message, StringComparison.Ordinal);
        string[] others = [.. Tokens.Select(token => $" {token}")];
        Assert.Contains("names \"f\", which is the text of none of the 13 tokens", Assert.Throws<ArgumentException>(() => weights.Decompose(others)).Message, StringComparison.Ordinal);
    }
}
