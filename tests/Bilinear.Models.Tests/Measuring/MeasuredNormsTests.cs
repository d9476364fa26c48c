using Bilinear.Data;
using Bilinear.Models.Tests.Folding;
using Bilinear.Serialization;
using Bilinear.Tensors;
using Bilinear.Testing;
using Bilinear.Testing.Devices;
using Bilinear.Training;

namespace Bilinear.Models.Tests.Measuring;

/// <summary>The scales of a trained model's norms, and the model into which they are folded. One subclass a device.</summary>
public abstract class MeasuredNormsTests(DeviceFixture fixture) : IDisposable
{
    private static readonly float[] Inputs = [.. Enumerable.Range(0, 7 * 12).Select(i => i % 4 == 3 ? 0 : 2 * MathF.Sin(i * i))];

    private readonly TemporaryFolder _folder = new();

    private static DataSet RowData => DataSet.Labelled("rows", [3, 4], Inputs, [.. Enumerable.Range(0, 7).Select(i => i % 2)], 2);

    /// <summary>The norm behind the gain is read in two places and computed once.</summary>
    [Fact]
    public void EveryNorm_IsMeasured_AndFoldedIntoWhatReadsIt()
    {
        using var model = new Normed(fixture.Device, batch: 4, seed: 2);
        model.WriteParameter("stack.1.norm.weight", [.. Enumerable.Range(1, 8).Select(channel => channel / 4f)]);
        using var weights = model.ToWeights();
        var norms = weights.MeasureNorms(SmallTexts.Data, batch: 3);
        Assert.Equal(
            ["rmsnorm before stack.0.attend", "stack.0.norm", "stack.0.norm", "rmsnorm before stack.1.attend", "stack.1.norm", "stack.1.norm", "rmsnorm before head"],
            norms.Norms.Select(norm => norm.Norm.Name));
        Assert.Equal([0, 1, 1, 2, 3, 3, 4], norms.Norms.Select(norm => norm.Norm.Call));
        Assert.Equal("texts", norms.Data);
        Assert.Equal(model.Evaluate(SmallTexts.Data).Loss, norms.Evaluation.Loss, 1e-6);
        Assert.Equal(norms.Norms.Select(norm => norm.Scale), weights.MeasureNorms(SmallTexts.Data).Norms.Select(norm => norm.Scale), (a, b) => Math.Abs(a - b) <= 1e-6 * a);

        // Of the embedding alone it is known what the first norm reads.
        var embedding = model.ReadParameter("embed.weight");
        double Square(int token) => Enumerable.Range(0, 8).Average(channel => Math.Pow(embedding[(token * 8) + channel], 2));
        int[] positions = [.. SmallTexts.Tokens.SelectMany(text => text)];
        Assert.Equal(Math.Sqrt(positions.Average(Square) + 1e-8), norms.Norms[0].Scale, 1e-7);
        Assert.Equal(Math.Sqrt(positions.Max(Square) + 1e-8), norms.Norms[0].Largest, 1e-7);

        var path = _folder["folded.safetensors"];
        norms.Save(path, Normless.ModelDescription);
        using var folded = Normless.Weights.Load(fixture.Device, path);
        Times(model.ReadParameter("stack.1.other.weight"), channel => (channel + 1) / 4.0 / norms.Norms[5].Scale, folded.ReadParameter("stack.1.other.weight"));
        Times(model.ReadParameter("stack.1.up.weight"), channel => (channel + 1) / 4.0 / norms.Norms[4].Scale, folded.ReadParameter("stack.1.up.weight"));
        Times(model.ReadParameter("stack.0.attend.key.weight"), _ => 1 / norms.Norms[0].Scale, folded.ReadParameter("stack.0.attend.key.weight"));
        Times(embedding, _ => 1 / norms.Norms[^1].Scale, folded.ReadParameter("head.weight"));
        Assert.Equal(embedding, folded.ReadParameter("embed.weight"));
        Assert.Equal(model.ReadParameter("stack.0.down.weight"), folded.ReadParameter("stack.0.down.weight"));
        using var file = SafeTensorsFile.Open(path);
        Assert.Equal("texts", file.Metadata["norms_folded_on"]);
    }

    /// <summary>Where all that a norm meets is of one size, the constant is the norm; a channel that is always 0 has the scale of all.</summary>
    [Fact]
    public void RowsOfOneSize_LoseNothing()
    {
        float[] same = [.. Inputs.Chunk(4).SelectMany(row => row.Select(x => x / MathF.Sqrt(row.Sum(other => other * other))))];
        using var model = new Rows(fixture.Device, batch: 7, seed: 1);
        model.WriteParameter("norm.weight", [1, -2, 3, 4]);
        using var weights = model.ToWeights();
        var norms = weights.MeasureNorms(DataSet.Labelled("rows", [3, 4], same, [0, 1, 0, 1, 0, 1, 0], 2), batch: 2);
        Assert.Equal(0.5, norms.Norms[0].Scale, 1e-7);
        Assert.All(norms.Norms[0].Scales, scale => Assert.Equal(0.5, scale, 1e-7));

        foreach (var perChannel in new[] { false, true })
        {
            norms.Save(_folder["rows.safetensors"], RowsWithout.ModelDescription, perChannel);
            using var folded = RowsWithout.Weights.Load(fixture.Device, _folder["rows.safetensors"]);
            using var reader = folded.OpenInference(7);
            TensorAssert.Close(model.Forward(new Rows.X(same)).Values.Span, reader.Forward(new RowsWithout.X(same)).Values.Span, 1e-5, "logits of the folded model");
        }
    }

    [Fact]
    public void WhatCannotBe_IsSaid()
    {
        using var rows = new Rows(fixture.Device, batch: 7, seed: 1);
        using var weights = rows.ToWeights();
        var norms = weights.MeasureNorms(RowData);
        Refused<ArgumentException>("Normless is not Rows without its norms: it maps tokens [8] to next [8, 12] and not x [3, 4] to y [2].", () => norms.Fold(Normless.ModelDescription));
        Refused<ArgumentException>("Rows is not Rows without its norms: it has a norm, 'norm'.", () => norms.Fold(Rows.ModelDescription));
        Refused<ArgumentException>("fit", () => weights.MeasureNorms(SmallTexts.Data));

        using var last = new Last(fixture.Device, batch: 7, seed: 1);
        using var lasts = last.ToWeights();
        var measured = lasts.MeasureNorms(DataSet.Regression("rows", [3, 4], Inputs, Inputs));
        Assert.NotEqual(1, measured.Norms[0].Scale);
        Refused<InvalidOperationException>("`rmsnorm` of Last cannot be folded: it is what Last returns, and no weights read it that could take its scale: put a linear layer behind it.", () => measured.Fold(RowsWithout.ModelDescription));

        using var without = new RowsWithout(fixture.Device, batch: 7, seed: 1);
        using var plain = without.ToWeights();
        Refused<InvalidOperationException>("RowsWithout has no norm that divides by a number of each input: there is nothing to measure.", () => plain.MeasureNorms(RowData));
        using var training = new Measured(fixture.Device, batch: 4, seed: 1);
        using var scales = training.ToWeights();
        Refused<InvalidOperationException>("Measured has no norm that divides by a number of each input: there is nothing to measure.", () => scales.MeasureNorms(RowData));

        last.WriteParameter("mix.weight", [.. Enumerable.Repeat(3e38f, 16)]);
        using var large = last.ToWeights();
        Refused<NotFiniteException>("What `rmsnorm` reads on rows is ", () => large.MeasureNorms(DataSet.Regression("rows", [3, 4], Inputs, Inputs)));
        weights.Dispose();
        Assert.Throws<ObjectDisposedException>(() => norms.Fold(RowsWithout.ModelDescription));
        Assert.Throws<ObjectDisposedException>(() => weights.MeasureNorms(RowData));
    }

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private static void Times(float[] before, Func<int, double> factor, float[] after)
    {
        Assert.Equal(before.Length, after.Length);
        Assert.All(before.Index(), value => Assert.Equal(value.Item * factor(value.Index % 8), after[value.Index], 1e-6));
    }

    private static void Refused<TException>(string sentence, Func<object> call) where TException : Exception =>
        Assert.Contains(sentence, Assert.ThrowsAny<TException>(call).Message, StringComparison.Ordinal);
}

public sealed class CpuMeasuredNormsTests(CpuFixture fixture) : MeasuredNormsTests(fixture), IClassFixture<CpuFixture>;

public sealed class OpenClMeasuredNormsTests(OpenClFixture fixture) : MeasuredNormsTests(fixture), IClassFixture<OpenClFixture>;

public sealed class CudaMeasuredNormsTests(CudaFixture fixture) : MeasuredNormsTests(fixture), IClassFixture<CudaFixture>;
