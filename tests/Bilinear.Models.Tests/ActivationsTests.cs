using Bilinear.Data;
using Bilinear.Models.Tests.Sequences;
using Bilinear.Spectral;
using Bilinear.Testing;
using Bilinear.Testing.Devices;
using Examples.ToyLanguage;
using Examples.ToyLanguage.Grammar;

namespace Bilinear.Models.Tests;

/// <summary>Where layers along a direction respond most to texts, against the terms of single positions.</summary>
public sealed class ActivationsTests(CpuFixture fixture) : IClassFixture<CpuFixture>
{
    private static readonly int[][] Texts = [[3, 1, 4, 1, 5, 9, 2], [6, 5, 3, 5], [8, 9, 7, 9, 3], [2, 3, 8, 4, 6, 2, 6]];

    [Fact]
    public void Activations_AreTheTermsOfEachPosition()
    {
        using var model = RandomStream.Create(fixture.Device);
        using var weights = model.ToWeights();
        var analysis = new StreamAnalysis(weights, SeqGained.Stream);
        var direction = Direction.Of("5 - 7", 13, 0, (5, 1), (7, -1));
        LayerSpectrum[] spectra = [analysis.Spectrum(RandomStream.LastLayer, direction, keep: 3, SpectrumOrder.Value), analysis.Spectrum(1, direction, keep: 2)];

        var found = analysis.Activations(spectra, Data(Texts), texts: 10, excerpts: 2);

        Assert.Equal((4, 23L, false), (found.Texts, found.Positions, found.LeavesFirstOut));
        foreach (var (spectrum, layer) in spectra.Zip(found.Layers))
        {
            // λ(v·h)² of each position, and with the linear part what the layer adds along the direction.
            var all = Texts.Select(text => Enumerable.Range(0, text.Length).Select(position => analysis.Explain(text, position, direction)).Select(why => (
                Pairs: spectrum.Numbers.Select(number => why.Terms.Single(term => term.Kind == LogitTermKind.Eigenvector && term.Branch == spectrum.Layer && term.Index == number)).Select(term => term.Eigenvalue * term.Projection * term.Projection).ToArray(),
                Whole: why.Terms.Where(term => term.Kind is LogitTermKind.Eigenvector or LogitTermKind.Linear && term.Branch == spectrum.Layer).Sum(term => term.Value) * why.Scale)).ToArray()).ToArray();
            for (var pair = 0; pair < spectrum.Numbers.Count; pair++)
            {
                Assert.Equal(all.SelectMany(text => text).Average(position => position.Pairs[pair]), layer.Pairs[pair].Mean, 1e-9);
                Check(layer.Pairs[pair].Most, [.. all.Select(text => text.Select(position => position.Pairs[pair]).ToArray())], Math.Abs);
            }

            Check(layer.Most, [.. all.Select(text => text.Select(position => position.Whole).ToArray())], value => value);
            Check(layer.Least, [.. all.Select(text => text.Select(position => position.Whole).ToArray())], value => -value);
        }
    }

    [Fact]
    public void ATokenThatAllTextsBeginWith_IsLeftOut_AndTextsThatAreAlikeCountOnce()
    {
        using var model = RandomStream.Create(fixture.Device);
        using var weights = model.ToWeights();
        var analysis = new StreamAnalysis(weights, SeqGained.Stream);
        LayerSpectrum[] spectra = [analysis.Spectrum(RandomStream.LastLayer, Direction.Of("5", 13, 0, (5, 1)), keep: 1)];

        var found = analysis.Activations(spectra, Data([[0, 1, 2, 3], [0, 4, 5], [0, 1, 2, 3], [0, 4, 5, 6, 7]]), texts: 4, excerpts: 4);

        Assert.Equal((4, 12L, true), (found.Texts, found.Positions, found.LeavesFirstOut));
        Assert.All(found.Layers[0].Pairs[0].Most, excerpt => Assert.True(double.IsNaN(excerpt.Values[0]) && excerpt.Peak > 0));
        Assert.DoesNotContain(2, found.Layers[0].Pairs[0].Most.Select(excerpt => excerpt.Text));
        Assert.Contains(found.Layers[0].Pairs[0].Most.Count, new[] { 2, 3 });
    }

    [Fact]
    public void OfManyTexts_SomeAreRead_EvenlySpaced()
    {
        using var model = RandomStream.Create(fixture.Device);
        using var weights = model.ToWeights();
        var analysis = new StreamAnalysis(weights, SeqGained.Stream);
        var all = Enumerable.Range(0, 10).Select(text => new[] { text, 1 + text, 2 + text }).ToArray();

        var found = analysis.Activations([analysis.Spectrum(1, Direction.Of("5", 13, 0, (5, 1)), keep: 1)], Data(all), texts: 4, excerpts: 9);

        Assert.Equal([0, 2, 5, 7], found.Layers[0].Most.Select(excerpt => excerpt.Text).Order());
    }

    /// <summary>Between a singular component and the direction that is its left factor there is σ.</summary>
    [Fact]
    public void AComponent_IsADirection()
    {
        using var model = RandomStream.Create(fixture.Device);
        using var weights = model.ToWeights();
        var analysis = new StreamAnalysis(weights, SeqGained.Stream);
        var component = analysis.Svd(RandomStream.LastLayer, keep: 2)[1];

        var spectrum = analysis.Spectrum(RandomStream.LastLayer, component, "component 1");

        Assert.Equal(component.Value, spectrum.Sigma);
        Assert.Equal(component.Pairs.Values.Select(value => component.Value * value).OrderDescending(), spectrum.AllValues.OrderDescending(), (expected, actual) => Math.Abs(expected - actual) < 1e-9);
    }

    /// <summary>In the texts of a language whose rules are known, the layers add most to a word behind the word that it follows by a rule.</summary>
    [Fact]
    public void WhereALayerAddsMost_IsBehindTheFirstOfABigram()
    {
        var language = new Language(Rules.English);
        using var weights = Toy.Weights.Load(fixture.Device, Path.Combine(Repository.Root, "examples", "ToyLanguage", "toy.safetensors"), anyProgram: true);
        var analysis = new StreamAnalysis(weights, Toy.Stream);
        var (texts, words) = (new Texts(language, seed: 0), language.Words.Count);
        var data = Data([.. Enumerable.Range(0, 120).Select(number => texts.Text(TextPart.Test, number).ToArray())], words, 64);
        int[] layers = [.. Toy.Stream.Branches.Index().Where(each => each.Item is GatedBranch).Select(each => each.Index)];
        Direction[] seconds = [.. Enumerable.Range(0, language.Rules.Pairs.Count).Select(language.Second).Select(second => Direction.Of(language.Words[second].Text, words, -1.0 / (words - 1), (second, 1)))];
        LayerSpectrum[] spectra = [.. seconds.SelectMany(second => layers.Select(layer => analysis.Spectrum(layer, second, keep: 1)))];

        var found = analysis.Activations(spectra, data, texts: 120);

        var right = Enumerable.Range(0, seconds.Length).Count(pair => layers.Index().Any(layer => found.Layers[(pair * layers.Length) + layer.Index].Most[0] is var most && language.Words[most.Tokens[most.Peak]].Text == language.Rules.Pairs[pair].First));
        Assert.InRange(right, 12, 16);
    }

    [Fact]
    public void WhatCannotBe_IsSaid()
    {
        using var model = RandomStream.Create(fixture.Device);
        using var weights = model.ToWeights();
        var analysis = new StreamAnalysis(weights, SeqGained.Stream);
        var one = Direction.Of("5", 13, 0, (5, 1));

        Assert.Equal("data", Assert.Throws<ArgumentException>(() => analysis.Activations([], Data([[1, 2]], vocabulary: 14), 1)).ParamName);
        Assert.Equal("data", Assert.Throws<ArgumentException>(() => analysis.Activations([], DataSet.Labelled("a", [1], [1f], [0], 2), 1)).ParamName);
        Assert.Equal("keep", Assert.Throws<ArgumentOutOfRangeException>(() => analysis.Spectrum(1, one, keep: 0)).ParamName);
        Assert.Equal("order", Assert.Throws<ArgumentOutOfRangeException>(() => analysis.Spectrum(1, one, order: SpectrumOrder.MeanActivation)).ParamName);
        Assert.Throws<ArgumentException>(() => analysis.Spectrum(0, one));
    }

    // Each text's largest place is the excerpt's, and the excerpts are those of the texts with the largest ones.
    private static void Check(IReadOnlyList<TextExcerpt> excerpts, double[][] values, Func<double, double> size)
    {
        Assert.Equal(2, excerpts.Count);
        Assert.Equal(values.Select(text => text.Max(size)).OrderDescending().Take(2), excerpts.Select(excerpt => size(excerpt.Values[excerpt.Peak])), (expected, actual) => Math.Abs(expected - actual) < 1e-9);
        Assert.All(excerpts, excerpt =>
        {
            Assert.Equal(Texts[excerpt.Text].Skip(excerpt.First).Take(excerpt.Tokens.Count), excerpt.Tokens);
            Assert.Equal(values[excerpt.Text].Skip(excerpt.First).Take(excerpt.Tokens.Count), excerpt.Values, (expected, actual) => Math.Abs(expected - actual) < 1e-9);
        });
    }

    private static DataSet Data(int[][] texts, int vocabulary = 13, int context = 7) =>
        DataSet.OfTexts("texts", vocabulary, context, texts, [.. texts.Select(text => text.Select(_ => -1).ToArray())]);
}
