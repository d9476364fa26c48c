using Bilinear.Data;
using Bilinear.Linalg;
using Bilinear.Serialization;
using Bilinear.Spectral;
using Bilinear.Spectral.Cp;
using Bilinear.Testing;

namespace Bilinear.Runtime.Tests.Spectral.Cp;

public sealed class CpDecompositionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, InlineData(false), InlineData(true)]
    public void TheCosine_IsThatOfTheTensorsWrittenOut(bool bias)
    {
        var model = OneLayer.Random(bias: bias, residual: bias);

        var fit = CpDecomposition.Fit(model.Parameters, model.Path, new CpOptions(3) { Steps = 40 });

        var (wanted, found) = (Tensor(model), Tensor(fit));
        var cosine = Dot(wanted, found) / Math.Sqrt(Dot(wanted, wanted) * Dot(found, found));
        Assert.Equal(cosine, fit.Cosine, 1e-9);
        Assert.InRange(fit.Cosine, 0.5, 0.999);

        // It is the best fit of its size too: no factor brings it nearer.
        Assert.Equal(Dot(wanted, found), Dot(found, found), 1e-6 * Dot(wanted, wanted));
    }

    [Fact]
    public void AtTheRankOfATensorOfFewComponents_AllSeedsFindThem()
    {
        var model = OneLayer.Random(inputs: 12, hidden: 8, units: 3, outputs: 4, seed: 9);

        CpDecomposition[] fits = [.. Enumerable.Range(0, 3).Select(seed => CpDecomposition.Fit(model.Parameters, model.Path, new CpOptions(3) { Seed = (ulong)seed, Steps = 2000, Penalty = 0 }))];

        Assert.All(fits, fit => Assert.Equal(1, fit.Cosine, 1e-9));
        Assert.All(fits.Skip(1), fit => Assert.All(fits[0].Match(fit), cosine => Assert.Equal(1, cosine, 1e-3)));
        Assert.All(fits.Skip(1), fit => Assert.Equal(1, fits[0].CosineTo(fit), 1e-9));
        Assert.Equal(fits[0].Values, fits[0].Values.OrderDescending());
        Assert.All(Enumerable.Range(0, 3), row =>
        {
            Assert.Equal(1, Norm(fits[0].Left.Row(row)), 1e-9);
            Assert.Equal(1, Norm(fits[0].Right.Row(row)), 1e-9);
            Assert.Equal(1, Norm(fits[0].Outputs.Row(row)), 1e-9);
        });
    }

    [Fact]
    public void APenalty_KeepsComponentsFromCancelling()
    {
        var model = OneLayer.Random(units: 8, outputs: 2);
        double Sizes(double penalty) => CpDecomposition.Fit(model.Parameters, model.Path, new CpOptions(7) { Penalty = penalty }).Values.Sum(value => value * value);

        Assert.True(Sizes(0.1) < Sizes(0));
    }

    [Fact]
    public void TheGradient_IsThatOfTheObjective()
    {
        var model = OneLayer.Random();
        var objective = new CpObjective(CpTarget.Of(model.Parameters, model.Path), rank: 3, penalty: 0.2);
        var random = new Random(4);
        double[] point = [.. Enumerable.Range(0, objective.Length).Select(_ => random.NextDouble() - 0.5)];
        var (gradient, ignored) = (new double[point.Length], new double[point.Length]);
        objective.Evaluate(point, gradient);

        for (var index = 0; index < point.Length; index++)
        {
            double At(double step) => objective.Evaluate([.. point.Select((value, place) => place == index ? value + step : value)], ignored);
            Assert.Equal((At(1e-5) - At(-1e-5)) / 2e-5, gradient[index], 1e-7);
        }
    }

    [Fact]
    public void ASeed_IsReproducible_AndAnotherIsAnother()
    {
        var model = OneLayer.Random();
        CpDecomposition Fit(ulong seed) => CpDecomposition.Fit(model.Parameters, model.Path, new CpOptions(4) { Seed = seed, Steps = 30 });

        Assert.Equal(Fit(1).Left.ToArray(), Fit(1).Left.ToArray());
        Assert.NotEqual(Fit(1).Left.ToArray(), Fit(2).Left.ToArray());
    }

    [Fact]
    public void WeightsOfAnySize_AreFittedAlike()
    {
        var model = OneLayer.Random();
        var large = OneLayer.Random();
        large.Body = Array.ConvertAll(large.Body, value => value * 1e12f);
        large.Head = Array.ConvertAll(large.Head, value => value * 1e-20f);

        var (fit, other) = (CpDecomposition.Fit(model.Parameters, model.Path, new CpOptions(4)), CpDecomposition.Fit(large.Parameters, large.Path, new CpOptions(4)));

        Assert.Equal(fit.Cosine, other.Cosine, 1e-3);
        Assert.Equal(fit.Values[0] * 1e4, other.Values[0], 0.05 * other.Values[0]);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void TheFitAsAModel_ComputesTheFit_WithTheModelsLinearAndConstantPart(bool bias)
    {
        var model = OneLayer.Random(units: 4, hidden: 4, bias: bias, residual: bias);
        var fit = CpDecomposition.Fit(model.Parameters, model.Path, new CpOptions(4) { Steps = 3000, Penalty = 0 });
        Assert.Equal(1, fit.Cosine, 1e-5);

        fit.Save(_folder["cp.safetensors"]);

        using var file = SafeTensorsFile.Open(_folder["cp.safetensors"]);
        Assert.Equal("OneLayerCp4", file.Metadata["model"]);
        Assert.Equal("OneLayer", file.Metadata["cp_of"]);
        var rest = bias ? ", and its linear and constant part in 4 units more, one for each output" : "";
        Assert.Contains($"/// OneLayer as a sum of 4 CP components that its outputs share{rest}.\nmodel OneLayerCp4(x: f32[12]) -> y: f32[4] {{\n  body = bilinear({(bias ? 8 : 4)}", File.ReadAllText(_folder["cp.bmlp"]), StringComparison.Ordinal);
        var data = model.Data(20);
        var (pixels, largest) = (new float[model.Inputs], 0.0);
        for (var sample = 0; sample < data.Count; sample++)
        {
            data.CopyInputs(sample, pixels);
            foreach (var (wanted, found) in model.Forward(pixels.AsSpan()).Zip(Forward(file, pixels)))
                largest = Math.Max(largest, Math.Abs(wanted - found));
        }

        Assert.InRange(largest, 0, 0.05);
        var score = fit.Measure(data);
        Assert.Equal(largest, score.LargestError, 1e-3);
        Assert.Equal((1, score.ModelAccuracy), (score.Agreement, score.Accuracy));
    }

    [Fact]
    public void Measure_CountsAnswers()
    {
        var model = OneLayer.Random(bias: true);
        var (fit, data) = (CpDecomposition.Fit(model.Parameters, model.Path, new CpOptions(1) { Steps = 5 }), OneLayer.Random().Data(100));
        fit.Save(_folder["cp.safetensors"]);
        using var file = SafeTensorsFile.Open(_folder["cp.safetensors"]);
        var (pixels, right, ours, same) = (new float[model.Inputs], 0, 0, 0);
        for (var sample = 0; sample < data.Count; sample++)
        {
            data.CopyInputs(sample, pixels);
            var (of, answer) = (Largest(model.Forward(pixels.AsSpan())), Largest(Forward(file, pixels)));
            (right, ours, same) = (right + (of == data.Labels[sample] ? 1 : 0), ours + (answer == data.Labels[sample] ? 1 : 0), same + (answer == of ? 1 : 0));
        }

        var score = fit.Measure(data);

        Assert.Equal((ours / 100.0, right / 100.0, same / 100.0), (score.Accuracy, score.ModelAccuracy, score.Agreement));
        Assert.InRange(score.Agreement, 0.1, 0.95);
    }

    [Fact]
    public void WhatCannotBeFitted_IsRefused()
    {
        var model = OneLayer.Random();
        Assert.StartsWith("A rank of 9 is none for OneLayer: its bilinear layer has 8 units", Refused<ArgumentOutOfRangeException>(model, 9), StringComparison.Ordinal);
        Assert.StartsWith("A rank of 0 is none for OneLayer", Refused<ArgumentOutOfRangeException>(model, 0), StringComparison.Ordinal);
        var deep = Assert.Throws<InvalidOperationException>(() => CpDecomposition.Fit(model.Parameters, model.Path with { Caveat = "A norm stands behind it." }, new CpOptions(2)));
        Assert.StartsWith("OneLayer has no CP decomposition: A norm stands behind it. ", deep.Message, StringComparison.Ordinal);
        model.Head = new float[model.Head.Length];
        Assert.Contains("its tensor is zero", Refused<InvalidOperationException>(model, 2), StringComparison.Ordinal);
        model.Head[0] = float.NaN;
        Assert.Contains("NaN", Refused<ArgumentException>(model, 2), StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_EndsTheFit()
    {
        var (model, source, steps) = (OneLayer.Random(), new CancellationTokenSource(), 0);
        Assert.Throws<OperationCanceledException>(() => CpDecomposition.Fit(model.Parameters, model.Path, new CpOptions(4), (step, _) =>
        {
            steps = step;
            if (step == 3)
                source.Cancel();
        }, source.Token));
        Assert.Equal(3, steps);
    }

    private static string Refused<TException>(OneLayer model, int rank) where TException : Exception =>
        Assert.Throws<TException>(() => CpDecomposition.Fit(model.Parameters, model.Path, new CpOptions(rank))).Message;

    // B_c in the input, [outputs, n, n].
    private static double[] Tensor(OneLayer model)
    {
        var tensor = new double[model.Outputs * model.Inputs * model.Inputs];
        for (var unit = 0; unit < model.Units; unit++)
        {
            var slice = model.TensorSlice(unit);
            for (var i = 0; i < model.Inputs; i++)
            {
                for (var j = 0; j < model.Inputs; j++)
                {
                    var sum = 0.0;
                    for (var a = 0; a < model.Hidden; a++)
                    {
                        for (var b = 0; b < model.Hidden; b++)
                            sum += slice[a, b] * model.Embed[(a * model.Inputs) + i] * model.Embed[(b * model.Inputs) + j];
                    }

                    for (var output = 0; output < model.Outputs; output++)
                        tensor[(((output * model.Inputs) + i) * model.Inputs) + j] += model.Head[(output * model.Units) + unit] * sum;
                }
            }
        }

        return tensor;
    }

    private static double[] Tensor(CpDecomposition fit)
    {
        var (outputs, inputs) = (fit.Outputs.Columns, fit.Left.Columns);
        var tensor = new double[outputs * inputs * inputs];
        for (var place = 0; place < tensor.Length; place++)
        {
            var (c, i, j) = (place / inputs / inputs, place / inputs % inputs, place % inputs);
            tensor[place] = Enumerable.Range(0, fit.Rank).Sum(part => fit.Values[part] * fit.Outputs[part, c] * 0.5 * ((fit.Left[part, i] * fit.Right[part, j]) + (fit.Right[part, i] * fit.Left[part, j])));
        }

        return tensor;
    }

    // The two layers of the file by plain loops.
    private static double[] Forward(SafeTensorsFile file, float[] x)
    {
        var (body, head) = (file.ReadFloats("body.weight"), file.ReadFloats("head.weight"));
        var bias = file.Tensors.ContainsKey("body.bias") ? file.ReadFloats("body.bias") : new float[body.Length / x.Length];
        double[] both = [.. bias.Select((constant, row) => constant + x.Select((value, column) => (double)value * body[(row * x.Length) + column]).Sum())];
        var units = both.Length / 2;
        return [.. Enumerable.Range(0, head.Length / units).Select(output => Enumerable.Range(0, units).Sum(unit => head[(output * units) + unit] * both[unit] * both[units + unit]))];
    }

    private static int Largest(double[] values) => Array.IndexOf(values, values.Max());

    private static double Dot(double[] left, double[] right) => left.Zip(right, (a, b) => a * b).Sum();

    private static double Norm(ReadOnlySpan<double> values) => Math.Sqrt(Dot(values.ToArray(), values.ToArray()));
}
