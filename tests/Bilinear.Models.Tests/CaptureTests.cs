using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Models.Tests.Golden;
using Bilinear.Testing.Devices;
using Bilinear.Training;

namespace Bilinear.Models.Tests;

/// <summary>Layers as the user of a typed model keeps and replaces them. What they hold is checked for every program of the corpus. One subclass a device.</summary>
public abstract class CaptureTests(DeviceFixture fixture)
{
    private const int Samples = 7;

    private static readonly float[] Inputs = [.. Enumerable.Range(0, Samples * 20).Select(i => MathF.Sin(i))];

    private static DeepResidual.X Input => new(Inputs);

    [Fact]
    public void LayersInTurns_AreThoseOfOneBatch_AndPutBackTheyChangeNothing()
    {
        using var model = new DeepResidual(fixture.Device, batch: Samples);
        using var weights = model.ToWeights();
        using var reader = weights.OpenInference(batch: 3);
        var plain = reader.Forward(Input).Values.ToArray();

        // The sum of a block, what its layer adds, and both in one pass.
        var capture = new DeepResidual.Capture();
        var (before, mix, after) = (capture.Blocks0.Keep(), capture.Blocks1Mix.Keep(), capture.Blocks1.Keep());
        var captured = reader.Forward(Input, capture).Values.ToArray();
        // A GPU's compiler may contract a product and a sum that stand in one kernel.
        TensorAssert.Close(plain, captured, fixture.Device.Kind == DeviceKind.Cpu ? 0 : 1e-5, "the output of a pass that captures");
        Assert.Equal((12, Samples * 12), (mix.Count, mix.Values.Length));
        for (var i = 0; i < after.Values.Length; i++)
            Assert.Equal(before.Values.Span[i] + mix.Values.Span[i], after.Values.Span[i], 1e-6f);

        var whole = new DeepResidual.Capture();
        whole.Blocks1.Keep();
        model.Forward(Input, whole);
        TensorAssert.Close(whole.Blocks1.Values.ToArray(), after.Values.ToArray(), 1e-6, "in one batch");

        var own = new DeepResidual.Capture();
        own.Blocks1Mix.Replace(mix.Values);
        Assert.Equal(captured, reader.Forward(Input, own).Values.ToArray());

        // Nothing is left of a capture in the reader.
        Assert.Equal(plain, reader.Forward(Input).Values.ToArray());
    }

    [Fact]
    public void OneSampleInPlaceOfALayer_IsWhatEverySampleGets()
    {
        using var model = new DeepResidual(fixture.Device, batch: 3);
        float[] mean = [.. Enumerable.Range(0, 12).Select(i => 0.1f * i)];
        var capture = new DeepResidual.Capture();
        capture.Embed.Replace(mean).Keep();
        var outputs = model.Forward(Input, capture);
        Assert.Equal(Enumerable.Repeat(mean, Samples).SelectMany(row => row), capture.Embed.Values.ToArray());
        Assert.Equal(Enumerable.Repeat(outputs[0].ToArray(), Samples).SelectMany(row => row), outputs.Values.ToArray());

        // The same through Evaluate, whose loss is then that of the constant output.
        var data = DataSet.Labelled("constant", [20], Inputs, new int[Samples], classes: 4);
        var logits = outputs[0].ToArray();
        Assert.Equal(Math.Log(logits.Sum(logit => Math.Exp(logit - (double)logits[0]))), model.Evaluate(data, capture).Loss, 1e-5);
        Assert.Equal(Samples * 12, capture.Embed.Values.Length);

        capture.Embed.Release();
        TensorAssert.Close(model.Forward(Input).Values.ToArray(), model.Forward(Input, capture).Values.ToArray(), 1e-5, "after the release");
        Assert.Throws<InvalidOperationException>(() => capture.Embed.Values);
    }

    [Fact]
    public void WhatDoesNotFit_IsRefusedWithTheNamesThereAre()
    {
        using var model = new DeepResidual(fixture.Device, batch: 3);
        var capture = new DeepResidual.Capture();
        Assert.Contains("DeepResidual has no layer 'blocks.3'; it has 'blocks', 'blocks.0', 'blocks.0.mix'", Assert.Throws<ArgumentException>(() => capture["blocks.3"]).Message, StringComparison.Ordinal);
        Assert.Same(capture.Blocks, capture["blocks.2"]);
        Assert.Contains("embed of DeepResidual is [12], 12 floats for each sample, and 13 were given", Assert.Throws<ArgumentException>(() => capture.Embed.Replace(new float[13])).Message, StringComparison.Ordinal);

        // Of as many samples as the input, or of one.
        capture.Embed.Replace(new float[24]);
        capture.Head.Keep();
        Assert.Contains("by 2 samples, and the input has 7", Assert.Throws<ArgumentException>(() => model.Forward(Input, capture)).Message, StringComparison.Ordinal);
        Assert.Contains("no values: call Keep", Assert.Throws<InvalidOperationException>(() => capture.Head.Values).Message, StringComparison.Ordinal);
        capture.Embed.Release();
        Assert.Equal(Samples * 4, model.Forward(Input, capture).Values.Length);

        var output = new float[Samples * 4].AsMemory();
        Assert.Contains("a capture of DeepNorm, and DeepResidual is run", Assert.Throws<ArgumentException>(() => model.Forward(Inputs, [output], Capture.Of(DeepNorm.ModelDescription))).Message, StringComparison.Ordinal);
    }
}

public sealed class CpuCaptureTests(CpuFixture fixture) : CaptureTests(fixture), IClassFixture<CpuFixture>;

public sealed class OpenClCaptureTests(OpenClFixture fixture) : CaptureTests(fixture), IClassFixture<OpenClFixture>;

public sealed class CudaCaptureTests(CudaFixture fixture) : CaptureTests(fixture), IClassFixture<CudaFixture>;
