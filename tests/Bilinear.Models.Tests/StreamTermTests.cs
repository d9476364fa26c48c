using Bilinear.Models.Tests.Sequences;
using Bilinear.Spectral;
using Bilinear.Testing.Devices;
using Bilinear.Training;

namespace Bilinear.Models.Tests;

/// <summary>What docs/decomposition.md says of the terms of a logit, on models with random parameters.</summary>
public sealed class StreamTermTests(CpuFixture fixture) : IClassFixture<CpuFixture>
{
    private static readonly int[] Text = [3, 1, 4, 1, 5, 9, 2];

    [Fact]
    public void BiasesAndGains_AreInTheSum()
    {
        using var model = Gained();
        using var weights = model.ToWeights();
        var logits = Logits(model);

        var analysis = new StreamAnalysis(weights, SeqGained.Stream);
        foreach (var position in new[] { 0, 4, 6 })
        {
            var explanation = analysis.Explain(Text, position, Direction.Of("5 - 7", 13, 0, (5, 1), (7, -1)));

            var own = logits.AsSpan(position * 13, 13).ToArray();
            Assert.Equal(own[5] - own[7], explanation.Sum, 2e-5 * own.Max(Math.Abs));
            Assert.Equal(
                [LogitTermKind.Embedding, LogitTermKind.AttentionHead, LogitTermKind.Eigenvector, LogitTermKind.Linear, LogitTermKind.Bias, LogitTermKind.HeadBias],
                explanation.Terms.Select(term => term.Kind).Distinct().Order());
            Assert.All(explanation.Terms.Where(term => term.Kind == LogitTermKind.AttentionHead), term => Assert.Equal(term.Value, term.Sources.Sum(source => source.Value), 1e-9));
        }
    }

    /// <summary>λ does not depend on the text, and both scales divide all terms of a layer at a position alike.</summary>
    [Fact]
    public void Scales_DivideTheTermsOfALayerAlike()
    {
        using var model = Gained();
        using var weights = model.ToWeights();
        var analysis = new StreamAnalysis(weights, SeqGained.Stream);
        var direction = Direction.Of("5", 13, 0, (5, 1));

        var (branch, name) = SeqGained.Stream.Branches.Index().Where(each => each.Item is GatedBranch).Select(each => (each.Index, each.Item.Name)).Last();
        var pairs = analysis.Decompose(branch, direction);
        foreach (var position in new[] { 2, 6 })
        {
            var explanation = analysis.Explain(Text, position, direction);
            Assert.NotEqual(1, explanation.Scale);
            foreach (var term in explanation.Terms.Where(term => term.Branch == name && term.Kind == LogitTermKind.Eigenvector))
            {
                Assert.Equal(pairs.Values[term.Index], term.Eigenvalue);
                var unnormalised = term.Projection * explanation.BranchScales[branch];
                Assert.Equal(term.Eigenvalue * unnormalised * unnormalised / (Math.Pow(explanation.BranchScales[branch], 2) * explanation.Scale), term.Value, 1e-12);
            }
        }
    }

    [Fact]
    public void WithoutNorms_NothingIsMeasured_AndTheLastLayersTermsAreTheirEffect()
    {
        using var model = new SeqPlain(fixture.Device, batch: 1, seed: 2);
        using var weights = model.ToWeights();

        var explanation = new StreamAnalysis(weights, SeqPlain.Stream).Explain(Text, 6, Direction.Of("5", 13, 0, (5, 1)), checks: int.MaxValue);

        Assert.Equal([1, 1, 1, 1, 1], [explanation.Scale, .. explanation.BranchScales]);
        var last = explanation.Terms.Where(term => term.Branch == SeqPlain.Stream.Branches[^1].Name).ToList();
        Assert.Equal(16, last.Count);
        Assert.All(last, term => Assert.Equal(-term.Value, term.Change!.Value, 1e-10));
        Assert.Contains(explanation.Terms, term => Math.Abs(term.Value + term.Change!.Value) > 1e-4);
    }

    /// <summary>The last token stands nowhere else, so that a row of zeros in the embedding takes out the embedding there, and nothing else.</summary>
    [Fact]
    public void WithoutTheEmbedding_TheLogitsAreThoseOfARowOfZeros()
    {
        using var model = Gained();
        var before = Logits(model);
        double change;
        using (var weights = model.ToWeights())
            change = new StreamAnalysis(weights, SeqGained.Stream).Explain(Text, 6, Direction.Of("5", 13, 0, (5, 1)), checks: int.MaxValue).Terms.Single(term => term.Kind == LogitTermKind.Embedding).Change!.Value;

        var embedding = model.ReadParameter("embed.weight");
        embedding.AsSpan(Text[6] * 16, 16).Clear();
        model.WriteParameter("embed.weight", embedding);

        Assert.Equal(Logits(model)[(6 * 13) + 5] - before[(6 * 13) + 5], change, 1e-4);
    }

    [Fact]
    public void AGatedLayer_IsOneTerm()
    {
        using var model = new SeqLlama(fixture.Device, batch: 1);
        using var weights = model.ToWeights();
        var analysis = new StreamAnalysis(weights, SeqLlama.Stream);

        var explanation = analysis.Explain([1, 2, 3], 2, Direction.Of("5", 19, 0, (5, 1)));

        Assert.Equal(2, explanation.Terms.Count(term => term.Kind == LogitTermKind.GatedLayer));
        Assert.DoesNotContain(explanation.Terms, term => term.Kind == LogitTermKind.Eigenvector);
        Assert.Throws<ArgumentException>(() => analysis.Decompose(1, explanation.Direction));
    }

    private SeqGained Gained() => RandomStream.Create(fixture.Device);

    private static float[] Logits(Model model)
    {
        var logits = new float[Text.Length * 13];
        model.Forward(Text, [Text.Length], [logits]);
        return logits;
    }
}
