using Bilinear.Devices;
using Bilinear.Models.Tests.Sequences;
using Bilinear.Spectral;
using Bilinear.Testing.Devices;
using Bilinear.Testing.Golden;
using Bilinear.Training;

namespace Bilinear.Models.Tests;

/// <summary>Models of texts as sums along their residual stream, against their forward pass.</summary>
public sealed class StreamAnalysisTests(CpuFixture fixture) : IClassFixture<CpuFixture>
{
    [Fact]
    public void Attention_IsASum() => Check("seq_attention", device => new SeqAttention(device, batch: 1), model => model.ToWeights(), SeqAttention.Stream);

    [Fact]
    public void RotaryPositions_AreASum() => Check("seq_causal_rope", device => new SeqCausalRope(device, batch: 1), model => model.ToWeights(), SeqCausalRope.Stream);

    [Fact]
    public void GroupedQueries_AreASum() => Check("seq_grouped", device => new SeqGrouped(device, batch: 1), model => model.ToWeights(), SeqGrouped.Stream);

    [Fact]
    public void Biases_AreASum() => Check("seq_bias", device => new SeqBias(device, batch: 1), model => model.ToWeights(), SeqBias.Stream);

    [Fact]
    public void Stories_AreASum() => Check("seq_stories", device => new SeqStories(device, batch: 1), model => model.ToWeights(), SeqStories.Stream);

    [Fact]
    public void BilinearAttention_IsASum() => Check("seq_bilinear_attention", device => new SeqBilinearAttention(device, batch: 1), model => model.ToWeights(), SeqBilinearAttention.Stream);

    [Fact]
    public void AGatedModelWithATiedHead_IsASumOfWholeLayers() => Check("seq_llama", device => new SeqLlama(device, batch: 1), model => model.ToWeights(), SeqLlama.Stream);

    private void Check<TModel>(string name, Func<Device, TModel> create, Func<TModel, ModelWeights> read, ResidualStream stream)
        where TModel : Model
    {
        var golden = GoldenFile.Open(name);
        using var model = create(fixture.Device);
        foreach (var parameter in model.Description.Parameters)
            model.WriteParameter(parameter.Name, golden[$"param.{parameter.Name.Replace(".attend.", ".", StringComparison.Ordinal)}"]);
        var context = model.Description.Context;
        int[] tokens = [.. golden["input"].Take(context).Select(token => (int)token)];
        using var weights = read(model);
        var analysis = new StreamAnalysis(weights, stream);
        var vocabulary = analysis.Outputs;
        Direction[] directions = [Direction.Of("one", vocabulary, 0, (3, 1)), Direction.Of("a difference", vocabulary, -1.0 / (vocabulary - 1), (1, 1))];
        foreach (var direction in directions)
        {
            foreach (var position in new[] { 0, context / 2, context - 1 })
            {
                var explanation = analysis.Explain(tokens, position, direction);
                var logits = golden["output"].AsSpan(position * vocabulary, vocabulary);
                var expected = Enumerable.Range(0, vocabulary).Sum(token => direction.Coefficients[token] * golden["output"][(position * vocabulary) + token]);
                Assert.Equal(expected, explanation.Sum, 2e-5 * LargestOf(logits));
            }
        }

        WithoutAHead_TheLogitsAreThoseOfZeroWeights(model, weights, stream, tokens, directions[1]);
    }

    // After the last attention only its own position counts, so that a head is taken out there as well by zeros in its columns of the output map.
    private static void WithoutAHead_TheLogitsAreThoseOfZeroWeights(Model model, ModelWeights weights, ResidualStream stream, int[] tokens, Direction direction)
    {
        var position = tokens.Length - 1;
        var explanation = new StreamAnalysis(weights, stream).Explain(tokens, position, direction, checks: int.MaxValue);
        Assert.All(explanation.Terms, term => Assert.NotNull(term.Change));
        var last = stream.Branches.OfType<AttentionBranch>().Last();
        var name = model.Description.Parameters[last.Out.Weight].Name;
        var all = model.ReadParameter(name);
        var d = model.Description.Parameters[last.Out.Weight].Columns;
        foreach (var term in explanation.Terms.Where(term => term.Kind == LogitTermKind.AttentionHead && term.Branch == last.Name))
        {
            var size = d / last.Heads;
            model.WriteParameter(name, [.. all.Select((value, index) => index % d / size == term.Index ? 0 : value)]);
            var logits = new float[tokens.Length * direction.Coefficients.Count];
            model.Forward(tokens, [tokens.Length], [logits]);
            var without = direction.Coefficients.Select((coefficient, token) => coefficient * logits[(position * direction.Coefficients.Count) + token]).Sum();
            Assert.Equal(without - explanation.Value, term.Change!.Value, 4e-5 * LargestOf(logits));
        }

        model.WriteParameter(name, all);
    }

    private static double LargestOf(ReadOnlySpan<float> values)
    {
        var largest = 0.0;
        foreach (var value in values)
            largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }
}
