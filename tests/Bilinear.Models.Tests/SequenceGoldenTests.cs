using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Models.Tests.Sequences;
using Bilinear.Testing.Devices;
using Bilinear.Testing.Golden;
using Bilinear.Training;

namespace Bilinear.Models.Tests;

/// <summary>Generated models of texts against PyTorch: output, loss, every gradient, and ten AdamW steps. One subclass a device.</summary>
public abstract class SequenceGoldenTests(DeviceFixture fixture)
{
    private const double Once = 1e-5;
    private const double AfterTenSteps = 1e-4;

    [Fact]
    public void Attention_EqualsPyTorch() => Check("seq_attention", device => new SeqAttention(device, batch: 4));

    [Fact]
    public void CausalAttentionWithRotaryPositions_EqualsPyTorch() => Check("seq_causal_rope", device => new SeqCausalRope(device, batch: 4));

    [Fact]
    public void GroupedQueries_EqualPyTorch() => Check("seq_grouped", device => new SeqGrouped(device, batch: 4));

    [Fact]
    public void BiasesEverywhere_EqualPyTorch() => Check("seq_bias", device => new SeqBias(device, batch: 4));

    [Fact]
    public void Stories_EqualPyTorch() => Check("seq_stories", device => new SeqStories(device, batch: 4));

    [Fact]
    public void BilinearAttention_EqualsPyTorch() => Check("seq_bilinear_attention", device => new SeqBilinearAttention(device, batch: 4));

    [Fact]
    public void LlamaWithATiedHead_EqualsPyTorch() => Check("seq_llama", device => new SeqLlama(device, batch: 4));

    /// <summary>There a layer's attention is <c>layers.0.query.weight</c>, here <c>layers.0.attend.query.weight</c>.</summary>
    private static string TheirName(ParameterInfo parameter) => parameter.Name.Replace(".attend.", ".", StringComparison.Ordinal);

    private void Check(string name, Func<Device, Model> create)
    {
        var golden = GoldenFile.Open(name);
        using var model = create(fixture.Device);
        foreach (var parameter in model.Description.Parameters)
            model.WriteParameter(parameter.Name, golden[$"param.{TheirName(parameter)}"]);
        var context = model.Description.Context;
        int[] tokens = [.. golden["input"].Select(token => (int)token)];
        int[] lengths = [.. Enumerable.Repeat(context, tokens.Length / context)];

        var output = new float[golden["output"].Length];
        model.Forward(tokens, lengths, [output]);
        TensorAssert.Close(golden["output"], output, Once, $"{name}: output");

        var data = DataSet.OfTexts(
            name, model.Description.Inputs[0].Vocabulary, context, [.. tokens.Chunk(context)], [.. golden["target"].Select(target => (int)target).Chunk(context)]);
        TensorAssert.Close(golden["loss"], [(float)model.Evaluate(data).Loss], Once, $"{name}: loss without gradients");
        TensorAssert.Close(golden["loss"], [model.Differentiate(data)], Once, $"{name}: loss");
        foreach (var parameter in model.Description.Parameters)
            TensorAssert.Close(golden[$"grad.{TheirName(parameter)}"], model.ReadGradient(parameter.Name), Once, $"{name}: gradient of {parameter.Name}");

        var losses = new float[10];
        for (var step = 0; step < losses.Length; step++)
        {
            losses[step] = model.Differentiate(data);
            model.Update(new AdamWOptions { WeightDecay = 0.1 }, step + 1, 0.01 * LearningRateSchedule.Cosine.Factor(step, losses.Length, 1));
        }
        TensorAssert.Close(golden["train.losses"], losses, AfterTenSteps, $"{name}: losses");
        foreach (var parameter in model.Description.Parameters)
            TensorAssert.Close(golden[$"after.{TheirName(parameter)}"], model.ReadParameter(parameter.Name), AfterTenSteps, $"{name}: {parameter.Name} after ten steps");
    }
}

public sealed class CpuSequenceGoldenTests(CpuFixture fixture) : SequenceGoldenTests(fixture), IClassFixture<CpuFixture>;

public sealed class OpenClSequenceGoldenTests(OpenClFixture fixture) : SequenceGoldenTests(fixture), IClassFixture<OpenClFixture>;

public sealed class CudaSequenceGoldenTests(CudaFixture fixture) : SequenceGoldenTests(fixture), IClassFixture<CudaFixture>;
