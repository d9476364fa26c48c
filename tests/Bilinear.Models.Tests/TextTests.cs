using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Models.Tests.Sequences;
using Bilinear.Training;

namespace Bilinear.Models.Tests;

/// <summary>Texts of different lengths, batches, threads, and texts that grow token by token.</summary>
public sealed class TextTests
{
    private static readonly int[][] Texts = [[3, 1, 4, 1, 5], [9], [2, 6, 5, 3, 5, 8, 9, 7, 9], [3, 2], [18, 4, 6, 2, 6, 4, 3]];

    /// <summary>Grouped queries, gains and a tied head; and neither.</summary>
    public static TheoryData<string> Models => ["SeqLlama", "SeqStories"];

    [Theory, MemberData(nameof(Models))]
    public void TextOfABatch_IsWhatItIsAlone(string name)
    {
        using var device = Device.Open(DeviceKind.Cpu);
        using var model = Create(name, device, batch: 5);
        var together = Logits(model, Texts);

        for (var text = 0; text < Texts.Length; text++)
            Assert.Equal(Logits(model, [Texts[text]])[0], together[text]);
        using var weights = model.Description.Name == "SeqLlama" ? (ModelWeights)((SeqLlama)model).ToWeights() : ((SeqStories)model).ToWeights();
        foreach (var batch in new[] { 1, 2, 3 })
        {
            using var reader = weights.OpenInference(batch);
            var values = new float[Texts.Sum(text => text.Length) * 19];
            reader.Forward([.. Texts.SelectMany(text => text)], [.. Texts.Select(text => text.Length)], [values]);
            Assert.Equal(together.SelectMany(logits => logits), values);
        }
    }

    [Theory, MemberData(nameof(Models))]
    public void LogitsAtAPosition_DoNotChangeWithLaterTokens(string name)
    {
        using var device = Device.Open(DeviceKind.Cpu);
        using var model = Create(name, device, batch: 2);
        var whole = Logits(model, [Texts[2]])[0];

        for (var length = 1; length < Texts[2].Length; length++)
            Assert.Equal(whole[..(length * 19)], Logits(model, [[.. Texts[2].Take(length), 0]])[0][..(length * 19)]);
    }

    /// <summary>The loss is a mean over the positions that count, so gradients are those of the texts alone by their shares.</summary>
    [Theory, MemberData(nameof(Models))]
    public void Gradients_AreTheMeanOverCountedPositions(string name)
    {
        using var device = Device.Open(DeviceKind.Cpu);
        using var model = Create(name, device, batch: 5);
        int[][] targets = [.. Texts.Select((text, t) => text.Select((token, i) => (t + i) % 3 == 0 ? -1 : (token + 1) % 19).ToArray())];
        var loss = model.Differentiate(DataSet.OfTexts("together", 19, 9, Texts, targets));
        var together = model.Description.Parameters.ToDictionary(parameter => parameter.Name, parameter => model.ReadGradient(parameter.Name));

        var counted = targets.Sum(text => text.Count(target => target >= 0));
        var (sum, sums) = (0.0, together.ToDictionary(pair => pair.Key, pair => new double[pair.Value.Length]));
        for (var text = 0; text < Texts.Length; text++)
        {
            var share = targets[text].Count(target => target >= 0) / (double)counted;
            sum += share * model.Differentiate(DataSet.OfTexts("alone", 19, 9, [Texts[text]], [targets[text]]));
            foreach (var (parameter, total) in sums)
            {
                var gradient = model.ReadGradient(parameter);
                for (var i = 0; i < total.Length; i++)
                    total[i] += share * gradient[i];
            }
        }

        TensorAssert.Close([(float)sum], [loss], 1e-5, "loss");
        foreach (var (parameter, total) in sums)
            TensorAssert.Close([.. total.Select(value => (float)value)], together[parameter], 1e-5, parameter);
    }

    [Fact]
    public void TextsWithoutTargets_HaveNoLossAndNoGradient()
    {
        using var device = Device.Open(DeviceKind.Cpu);
        using var model = new SeqLlama(device, batch: 2);
        var data = DataSet.OfTexts("nothing", 19, 9, [[1, 2, 3], [4]], [[-1, -1, -1], [-1]]);

        Assert.Equal(0, model.Differentiate(data));
        Assert.All(model.Description.Parameters, parameter => Assert.All(model.ReadGradient(parameter.Name), gradient => Assert.Equal(0, gradient)));
        Assert.Equal((0, 0), (model.Evaluate(data).Loss, model.Evaluate(data).Targets));
    }

    [Fact]
    public void Training_IsTheSameOnOneTwoAndThreeThreads()
    {
        var random = new Random(1);
        int[][] texts = [.. Enumerable.Range(0, 12).Select(_ => Enumerable.Range(0, random.Next(1, 10)).Select(_ => random.Next(19)).ToArray())];
        var data = DataSet.OfTexts("texts", 19, 9, texts, [.. texts.Select(text => text.Select(token => (token + 3) % 19).ToArray())]);
        var trained = new List<float[]>();
        foreach (var threads in new[] { 1, 2, 3 })
        {
            using var device = Device.Open(DeviceKind.Cpu, new DeviceOptions { Threads = threads });
            using var model = new SeqLlama(device, batch: 4, seed: 5);
            var first = model.Evaluate(data).Loss;
            model.Train(data, SeqLlama.TrainDefaults with { Batch = 4, Steps = 30, Optimizer = new AdamWOptions { LearningRate = 0.01 } }).Run();
            Assert.True(model.Evaluate(data).Loss < first / 2);
            trained.Add([.. model.Description.Parameters.SelectMany(parameter => model.ReadParameter(parameter.Name))]);
        }

        Assert.Equal(trained[0], trained[1]);
        Assert.Equal(trained[0], trained[2]);
    }

    [Fact]
    public void TextThatGrows_HasTheLogitsOfTheWholeText()
    {
        using var device = Device.Open(DeviceKind.Cpu);
        foreach (var create in new Func<Device, Model>[] { device => new SeqLlama(device, 2, 1), device => new SeqStories(device, 2, 1), device => new SeqBilinearAttention(device, 2, 1) })
        {
            using var model = create(device);
            using var weights = model switch { SeqLlama llama => (ModelWeights)llama.ToWeights(), SeqStories stories => stories.ToWeights(), _ => ((SeqBilinearAttention)model).ToWeights() };
            int[] text = [1, 12, 5, 0, 7, 3, 3];
            var size = model.Description.Outputs[0].Classes;
            var whole = Logits(model, [text])[0];
            using var generation = weights.OpenGeneration();
            generation.Append(text.AsSpan(0, 3));
            for (var length = 3; ; length++)
            {
                Assert.Equal(whole.AsSpan((length - 1) * size, size).ToArray(), generation.Logits().ToArray());
                if (length == text.Length)
                    break;
                generation.Append(text[length]);
            }

            // Another way on from the fourth token.
            generation.Truncate(0, 4);
            Assert.Equal(Logits(model, [[1, 12, 5, 0, 9]])[0][^size..], generation.Append(9).ToArray());
        }
    }

    [Fact]
    public void SeveralTexts_GrowTogether()
    {
        using var device = Device.Open(DeviceKind.Cpu);
        using var model = new SeqLlama(device, batch: 3, seed: 2);
        using var weights = model.ToWeights();
        using var generation = weights.OpenGeneration(texts: 3);
        generation.Append([3, 1, 4, 9, 2, 6, 5], [3, 1, 3]);
        generation.Append([7, 8], [1, 0, 1]);

        int[][] texts = [[3, 1, 4, 7], [9], [2, 6, 5, 8]];
        var expected = Logits(model, texts);
        for (var text = 0; text < 3; text++)
        {
            Assert.Equal(expected[text][^19..], generation.Logits(text).ToArray());
            Assert.Equal(texts[text].Length, generation.LengthOf(text));
        }

        var tooLong = Assert.Throws<ArgumentException>(() => generation.Append([1, 1, 1, 1, 1, 1], [6, 0, 0]));
        Assert.Contains("Text 0 has 4 tokens of the 9 that the model takes, and 6 more were given", tooLong.Message, StringComparison.Ordinal);
        Assert.Equal(4, generation.LengthOf(0));
    }

    [Fact]
    public void AttentionThatSeesTheWholeText_CannotGoOn()
    {
        using var device = Device.Open(DeviceKind.Cpu);
        using var model = new SeqAttention(device, batch: 2);
        using var weights = model.ToWeights();

        var refused = Assert.Throws<ArgumentException>(() => weights.OpenGeneration());
        Assert.Contains("not causal", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tokens_AreChecked()
    {
        Assert.Contains("Token 19 at 1", Assert.Throws<ArgumentException>(() => new SeqLlama.Tokens(new[] { 1, 19 })).Message, StringComparison.Ordinal);
        Assert.Contains("from 1 to 9", Assert.Throws<ArgumentException>(() => new SeqLlama.Tokens(new int[10])).Message, StringComparison.Ordinal);
        Assert.Contains("from 1 to 9", Assert.Throws<ArgumentException>(() => new SeqLlama.Tokens(ReadOnlyMemory<int>.Empty)).Message, StringComparison.Ordinal);
        Assert.Contains("3 positions", Assert.Throws<ArgumentException>(() => new SeqLlama.Tokens(new int[4], new[] { 1, 2 })).Message, StringComparison.Ordinal);
        Assert.Equal([4, 5], new SeqLlama.Tokens(new[] { 3, 4, 5 }, new[] { 1, 2 })[1].ToArray());
    }

    [Fact]
    public void Sampler_FollowsTheProbabilities()
    {
        float[] logits = [0, MathF.Log(2), MathF.Log(5), -50];
        Assert.Equal(2, new TokenSampler(temperature: 0).Choose(logits));
        var (all, half) = (new TokenSampler(seed: 3), new TokenSampler(topP: 0.5, seed: 3));
        var counts = new int[4];
        for (var i = 0; i < 8000; i++)
        {
            counts[all.Choose(logits)]++;
            Assert.Equal(2, half.Choose(logits));    // 5/8 is enough alone
        }

        Assert.Equal(0, counts[3]);
        Assert.All(new[] { 1000, 2000, 5000 }.Zip(counts), pair => Assert.InRange(pair.Second, pair.First - 150, pair.First + 150));
        var sharp = new TokenSampler(temperature: 0.1, seed: 3);
        Assert.All(Enumerable.Range(0, 200), _ => Assert.Equal(2, sharp.Choose(logits)));
        Assert.Throws<ArgumentException>(() => all.Choose([float.NaN]));
    }

    private static Model Create(string name, Device device, int batch) => name == "SeqLlama" ? new SeqLlama(device, batch, seed: 1) : new SeqStories(device, batch, seed: 1);

    /// <summary>The logits of each text, position after position.</summary>
    private static float[][] Logits(Model model, int[][] texts)
    {
        var size = model.Description.Outputs[0].Classes;
        var values = new float[texts.Sum(text => text.Length) * size];
        model.Forward([.. texts.SelectMany(text => text)], [.. texts.Select(text => text.Length)], [values]);
        return [.. texts.Select((text, t) => TextRows.Of<float>(values, [.. texts.Select(each => each.Length)], t, size).ToArray())];
    }
}
