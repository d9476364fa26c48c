using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Models.Tests.Sequences;
using Bilinear.Spectral;
using Bilinear.Testing;
using Bilinear.Testing.Devices;
using Bilinear.Training;

namespace Bilinear.Models.Tests.Measuring;

/// <summary>A language model whose norms are measured is one without norms when it is trained, and the sum of its parts without any scale of a position.</summary>
public sealed class MeasuredTextTests(CpuFixture fixture) : IClassFixture<CpuFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private TrainOptions Options => MeasuredTexts.TrainDefaults with { SaveTo = _folder["texts.safetensors"] };

    [Fact]
    public void WhatTrainingWrites_HasNoNorms_AndIsTheSameModel()
    {
        using var model = new MeasuredTexts(fixture.Device, batch: 4, seed: 2);
        model.Train(SmallTexts.Data, Options).Run();
        Assert.All(new[] { "stack.0.norm1.scale", "stack.1.norm2.scale", "last.scale" }, name => Assert.DoesNotContain(1f, model.ReadParameter(name)));
        Assert.Single(model.ReadParameter("last.scale").Distinct());
        Assert.Equal(8, model.ReadParameter("stack.1.norm2.scale").Distinct().Count());

        using var weights = FoldedTexts.Weights.Load(fixture.Device, Options.SaveTo!, anyProgram: true);
        using var reader = weights.OpenInference(4);
        var (trained, folded) = (Logits(model.Forward), Logits(reader.Forward));
        TensorAssert.Close(trained, folded, 1e-5, "logits of what was written");

        // Its stream has no norms, and the terms add up to the logit with every r = 1.
        Assert.Null(FoldedTexts.Stream.Norm);
        Assert.All(FoldedTexts.Stream.Branches, branch => Assert.Null(branch.Norm));
        var analysis = new StreamAnalysis(weights, FoldedTexts.Stream);
        var text = SmallTexts.Tokens[3];
        var row = SmallTexts.Tokens.Take(3).Sum(tokens => tokens.Length) + text.Length - 1;
        for (var token = 0; token < 12; token++)
        {
            var explanation = analysis.Explain(text, text.Length - 1, Direction.Of($"{token}", 12, 0, (token, 1)));
            Assert.Equal(trained[(row * 12) + token], explanation.Sum, 2e-5 * trained.Max(Math.Abs));
            Assert.Equal(1, explanation.Scale);
        }
    }

    /// <summary>The scales are means over the positions that the texts of a batch have, whatever the number of threads.</summary>
    [Fact]
    public void TheScales_AreOfAllPositions_AndDoNotDependOnThreads()
    {
        float[][] runs = [.. new[] { 1, 2, 3 }.Select(threads =>
        {
            using var device = Device.Open(DeviceKind.Cpu, new DeviceOptions { Threads = threads });
            using var model = new MeasuredTexts(device, batch: 4, seed: 2);
            model.Train(SmallTexts.Data, Options with { SaveTo = null }).Run();
            return model.Description.Parameters.SelectMany(parameter => model.ReadParameter(parameter.Name)).ToArray();
        })];
        Assert.Equal(runs[0], runs[1]);
        Assert.Equal(runs[0], runs[2]);

        // Of the embedding alone it is known what the first norm reads.
        using var trained = new MeasuredTexts(fixture.Device, batch: 16, seed: 2);
        var embedding = trained.ReadParameter("embed.weight");
        trained.Differentiate(SmallTexts.Data);
        trained.Update(new AdamWOptions(), step: 1);
        var mean = SmallTexts.Tokens.SelectMany(text => text).SelectMany(token => embedding[(token * 8)..((token * 8) + 8)]).Average(x => (double)x * x);
        Assert.Equal(1 / Math.Sqrt(mean + 1e-8), trained.ReadParameter("stack.0.norm1.scale")[0], 1e-5);
    }

    public void Dispose() => _folder.Dispose();

    private delegate void Forward(ReadOnlySpan<int> tokens, ReadOnlySpan<int> lengths, ReadOnlySpan<Memory<float>> outputs);

    private static float[] Logits(Forward forward)
    {
        var logits = new float[SmallTexts.Tokens.Sum(text => text.Length) * 12];
        forward([.. SmallTexts.Tokens.SelectMany(text => text)], [.. SmallTexts.Tokens.Select(text => text.Length)], [logits]);
        return logits;
    }
}
