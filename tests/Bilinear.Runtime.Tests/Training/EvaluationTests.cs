using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Tensors;

namespace Bilinear.Runtime.Tests.Training;

public sealed class EvaluationTests : IDisposable
{
    private readonly Device _device = Device.Open(DeviceKind.Cpu);

    public void Dispose() => _device.Dispose();

    [Fact]
    public void EverySampleCounts_AndTheCutDoesNot()
    {
        var data = DataSet.Digits().Test;
        using var model = new Quadratic(_device, batch: 1000);
        var whole = model.Evaluate(data);
        Assert.Equal(360, whole.Samples);
        foreach (var capacity in (int[])[1, 7, 128, 359])
        {
            using var other = new Quadratic(_device, capacity);
            Assert.Equal(whole, other.Evaluate(data));
            using var weights = other.ToWeights();
            using var reader = weights.OpenInference(capacity);
            Assert.Equal(whole, reader.Evaluate(data));
        }

        // By the definition, one sample at a time.
        var (image, logits) = (new float[64], new float[10]);
        var (loss, correct) = (0.0, 0);
        for (var sample = 0; sample < data.Count; sample++)
        {
            data.CopyInputs(sample, image);
            model.Forward(image, logits);
            loss -= Math.Log(Math.Exp(logits[data.Labels[sample]]) / logits.Sum(logit => Math.Exp(logit)));
            if (logits[data.Labels[sample]] == logits.Max())
                correct++;
        }
        Assert.Equal(loss / 360, whole.Loss, 1e-12);
        Assert.Equal(correct / 360.0, whole.Accuracy);
    }

    [Fact]
    public void LargeLogits_GiveAFiniteLoss()
    {
        using var model = new Quadratic(_device);
        model.WriteParameter("head.weight", [.. Enumerable.Repeat(1e8f, 640)]);
        Assert.True(double.IsFinite(model.Evaluate(DataSet.Digits().Test).Loss));
    }

    [Fact]
    public void LogitsThatAreNotNumbers_AreRefused_WithTheirPlace()
    {
        using var model = new Quadratic(_device, batch: 64);
        model.WriteParameter("head.weight", [.. Enumerable.Repeat(float.NaN, 640)]);

        var wrong = Assert.Throws<NotFiniteException>(() => model.Evaluate(DataSet.Digits().Test));

        Assert.Contains("digit is NaN at [0] of sample 0", wrong.Message);
    }

    [Fact]
    public void AnInputThatOverflowsInTheModel_IsNamed()
    {
        using var model = new Affine(_device, batch: 2);
        model.WriteParameter("linear.weight", [.. Enumerable.Repeat(1e20f, 6)]);
        var data = DataSet.Regression("six", [3], [.. Enumerable.Range(0, 18).Select(element => element == 13 ? 1e20f : 1)], new float[12]);

        var wrong = Assert.Throws<NotFiniteException>(() => model.Evaluate(data));

        Assert.Contains("cannot be evaluated on six", wrong.Message);
        Assert.Contains("is Infinity at [0] of sample 4. Its weights, or the inputs of that sample, are too large", wrong.Message);
    }

    [Fact]
    public void MeanSquaredError_HasALossAndNoAccuracy()
    {
        using var model = new Affine(_device, batch: 2);
        model.WriteParameter("linear.weight", new float[6]);
        model.WriteParameter("linear.bias", [1f, 2f]);
        var evaluation = model.Evaluate(DataSet.Regression("three", [3], new float[9], [1, 2, 1, 4, 3, 2]));
        // Differences 0, 0, 0, 2, 2, 0.
        Assert.Equal(8 / 6.0, evaluation.Loss, 1e-12);
        Assert.Equal(double.NaN, evaluation.Accuracy);
    }

    [Fact]
    public void DataThatDoNotFit_AreRefusedWithBothSides()
    {
        using var model = new Quadratic(_device);
        Assert.Contains("a does not fit Quadratic: a sample is [2], and image is [8, 8].", Refusal(DataSet.Labelled("a", [2], [1, 2], [0], 2)));
        Assert.Contains("it has 11 classes, and digit only 10.", Refusal(DataSet.Labelled("a", [64], new float[64], [0], 11)));
        Assert.Contains(
            "the labels begin at 1: they are 1 … 10, and the 10 classes of digit are 0 … 9. Give it 11 classes, of which 0 is then never the answer, or subtract 1 from each label.",
            Refusal(DataSet.Labelled("a", [64], new float[128], [10, 1], 11)));
        Assert.Contains("its targets are floats, and cross-entropy takes class labels.", Refusal(DataSet.Regression("a", [64], new float[64], [0])));
        Assert.Contains("a sample has 2 targets, and the model wants 1.", Refusal(DataSet.Labelled("a", [64], new float[64], [0, 1], 10)));

        string Refusal(DataSet data) => Assert.Throws<ArgumentException>(() => model.Evaluate(data)).Message;
    }
}
