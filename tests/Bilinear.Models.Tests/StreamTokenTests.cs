using Bilinear.Models.Tests.Sequences;
using Bilinear.Spectral;
using Bilinear.Testing.Devices;

namespace Bilinear.Models.Tests;

/// <summary>A model of texts read in tokens, against its maps written out.</summary>
public sealed class StreamTokenTests(CpuFixture fixture) : IClassFixture<CpuFixture>
{
    private const int Vocabulary = 13;

    private static readonly Direction Difference = Direction.Of("5 - mean(7, 8)", Vocabulary, 0, (5, 1), (7, -0.5), (8, -0.5));

    [Fact]
    public void TokensOfAVector_AreThoseOfTheMapsWrittenOut()
    {
        using var model = RandomStream.Create(fixture.Device);
        using var weights = model.ToWeights();
        var maps = new RandomStream(model);
        double[] vector = [.. Enumerable.Range(0, RandomStream.Width).Select(index => Math.Sin(index + 1))];

        var readings = new StreamAnalysis(weights, SeqGained.Stream).ReadTokens(RandomStream.LastLayer, vector, count: Vocabulary);

        List<double[][]> expected =
        [
            maps.Embedding,
            .. from layer in Enumerable.Range(0, 2) from head in Enumerable.Range(0, RandomStream.Heads) select maps.Embedding.Select(e => RandomStream.Times(maps.Virtual(layer, head), e)).ToArray(),
            maps.Head,
        ];
        Assert.Equal(expected.Count, readings.Count);
        foreach (var (reading, all) in readings.Zip(expected))
        {
            var rows = RandomStream.Centred(all);
            var order = Enumerable.Range(0, Vocabulary).OrderByDescending(token => RandomStream.Dot(rows[token], vector)).ToArray();
            Assert.Equal(order, reading.Top.Select(token => token.Token));
            Assert.Equal(order.Reverse(), reading.Bottom.Select(token => token.Token));
            Assert.All(reading.Top, token => Assert.Equal(RandomStream.Dot(all[token.Token], vector), token.Weight + reading.Mean, 1e-9));
            Assert.All(reading.Top, token => Assert.Equal(RandomStream.Dot(rows[token.Token], vector), token.Weight, 1e-9));
            Assert.All(reading.Top, token => Assert.Equal(token.Weight / Math.Sqrt(RandomStream.Dot(rows[token.Token], rows[token.Token]) * RandomStream.Dot(vector, vector)), token.Cosine, 1e-9));
        }
    }

    [Fact]
    public void PairsOfTokens_AreThoseOfTheTableWrittenOut()
    {
        using var model = RandomStream.Create(fixture.Device);
        using var weights = model.ToWeights();
        var (maps, analysis) = (new RandomStream(model), new StreamAnalysis(weights, SeqGained.Stream));
        var form = maps.Interaction([.. Enumerable.Range(0, RandomStream.Width).Select(column => maps.Head[5][column] - (0.5 * (maps.Head[7][column] + maps.Head[8][column])))]);

        var tables = analysis.Interactions(RandomStream.LastLayer, Difference, [3, 11, 0]);
        var ends = analysis.TopInteractions(RandomStream.LastLayer, Difference, count: 9);

        double[][][] second = [maps.Embedding, .. from layer in Enumerable.Range(0, 2) from head in Enumerable.Range(0, RandomStream.Heads) select maps.Embedding.Select(e => RandomStream.Times(maps.Virtual(layer, head), e)).ToArray()];
        Assert.Equal((second.Length, second.Length), (tables.Count, ends.Count));
        for (var map = 0; map < second.Length; map++)
        {
            double Value(int i, int j) => RandomStream.Dot(maps.Embedding[i], RandomStream.Times(form, second[map][j]));
            foreach (var (row, i) in tables[map].Tokens.Index())
                Assert.All(tables[map].Tokens.Index(), column => Assert.Equal(Value(i, column.Item), tables[map].Values[row, column.Index], 1e-7));

            // Through the embedding the table is symmetric, and each pair stands once.
            var all = (from i in Enumerable.Range(0, Vocabulary) from j in Enumerable.Range(0, Vocabulary) where map > 0 || i <= j select Value(i, j)).Order().ToArray();
            Assert.Equal(all.Reverse().Take(9), ends[map].Top.Select(pair => pair.Value), (expected, actual) => Math.Abs(expected - actual) < 1e-7);
            Assert.Equal(all.Take(9), ends[map].Bottom.Select(pair => pair.Value), (expected, actual) => Math.Abs(expected - actual) < 1e-7);
            Assert.All(ends[map].Top.Concat(ends[map].Bottom), pair => Assert.Equal(Value(pair.First, pair.Second), pair.Value, 1e-7));
        }
    }

    [Fact]
    public void SingularTriplets_AddUpToTheTensor()
    {
        using var model = RandomStream.Create(fixture.Device);
        using var weights = model.ToWeights();
        var maps = new RandomStream(model);
        var centred = RandomStream.Centred(maps.Head);

        var components = new StreamAnalysis(weights, SeqGained.Stream).Svd(RandomStream.LastLayer);

        // The mean of all logits is left out, and the rank is one less than their number.
        Assert.Equal(Vocabulary - 1, components.Count);
        Assert.Equal(components.Select(component => component.Value).OrderDescending(), components.Select(component => component.Value));
        for (var logit = 0; logit < Vocabulary; logit++)
        {
            var slice = maps.Interaction(centred[logit]);
            for (var i = 0; i < RandomStream.Width; i++)
            {
                for (var j = 0; j < RandomStream.Width; j++)
                    Assert.Equal(slice[i][j], components.Sum(component => component.Value * component.Left[logit] * component.Right[i, j]), 1e-7);
            }
        }
    }

    [Fact]
    public void WhatCannotBe_IsSaid()
    {
        using var model = RandomStream.Create(fixture.Device);
        using var weights = model.ToWeights();
        var analysis = new StreamAnalysis(weights, SeqGained.Stream);

        Assert.StartsWith("Token 13 is not one of the vocabulary, 0 … 12.", Assert.Throws<ArgumentException>(() => analysis.Interactions(RandomStream.LastLayer, Difference, [1, 13])).Message, StringComparison.Ordinal);
        Assert.StartsWith("`layers.0.attend` is no bilinear layer", Assert.Throws<ArgumentException>(() => analysis.Svd(branch: 0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => analysis.TopInteractions(branch: 4, Difference, 1));
    }
}
