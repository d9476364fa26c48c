using System.Xml.Linq;
using Bilinear.Data;
using Bilinear.Reports;
using Bilinear.Runtime.Tests.Linalg;
using Bilinear.Spectral;
using Bilinear.Spectral.Forms;
using Bilinear.Training;
using MathNet.Numerics.LinearAlgebra;

namespace Bilinear.Runtime.Tests.Spectral;

public sealed class BottleneckTests
{
    [Theory]
    [InlineData(6, 0, 6)]
    [InlineData(6, 1, 4)]
    [InlineData(2, 0, 2)]
    [InlineData(2, 1, 3)]       // 2 · 3 / 2 forms at most, and biases reach the fourth output without them
    public void EveryComponent_IsTheWholeModel_AndFewerAreTheProjection(int size, int layer, int components)
    {
        var model = new TwoLayers(size);
        var data = model.Data(200);

        var curve = Bottleneck.Curve(model.Parameters, model.Layers, layer, data, kept: null);

        Assert.Equal(Enumerable.Range(1, components), curve.Select(point => point.Kept));
        Assert.Equal(1, curve[^1].Agreement);
        Assert.InRange(curve[^1].LargestError, 0, 1e-12);
        Assert.Contains(curve, point => point.Agreement < 1);
        foreach (var point in curve)
        {
            var outputs = Enumerable.Range(0, data.Count).Select(sample => model.Forward(data, sample, layer, point.Kept)).ToList();
            var whole = Enumerable.Range(0, data.Count).Select(sample => model.Forward(data, sample, layer, components)).ToList();
            Assert.Equal(Mean(outputs.Select((y, sample) => Best(y) == data.Labels[sample] ? 1.0 : 0)), point.Accuracy, 1e-12);
            Assert.Equal(Mean(outputs.Zip(whole, (one, other) => Best(one) == Best(other) ? 1.0 : 0)), point.Agreement, 1e-12);
            Assert.Equal(Mean(outputs.Select((y, sample) => y.Max() + Math.Log(y.Sum(logit => Math.Exp(logit - y.Max()))) - y[data.Labels[sample]])), point.Loss, 1e-9);
            Assert.Equal(outputs.Zip(whole, (one, other) => one.Zip(other, (left, right) => Math.Abs(left - right)).Max()).Max(), point.LargestError, 1e-9);
        }
    }

    [Fact]
    public void AStudy_NarrowsEachLayer_AndItsPageHasTheNumbers()
    {
        var model = new TwoLayers(6);
        var data = model.Data(200);

        var study = Bottleneck.Measure(model.Parameters, model.Layers, data, cache: null);

        Assert.Equal(["one", "two"], study.Layers.Select(layer => layer.Name));
        Assert.Equal([[1, 2, 4, 6], [1, 2, 4]], study.Layers.Select(layer => layer.Points.Select(point => point.Kept)));
        foreach (var (index, layer) in study.Layers.Index())
        {
            Assert.Equal(Bottleneck.Curve(model.Parameters, model.Layers, index, data, [.. layer.Points.Select(point => point.Kept)]), layer.Points);
            Assert.Equal((study.Accuracy, 0), (layer.Points[^1].Accuracy, study.LossAdded(layer.Points[^1])));
            Assert.Equal(layer.SquaredNorm, layer.Values.Sum(value => value * value), 1e-9 * layer.SquaredNorm);
        }

        var page = XDocument.Parse(BottleneckReport.Render(study)["<!DOCTYPE html>\n".Length..]);
        Assert.Matches("^To lose at most one percentage point of the accuracy on “random”, one needs [1246] of its 6 components, and two needs [124] of its 4 components. One layer", page.Descendants("p").First().Value);
        Assert.Equal(2, page.Descendants("svg").Count(element => (string?)element.Attribute("class") == "chart"));
        Assert.Equal(study.Layers.SelectMany(layer => layer.Points).Select(point => $"{point.Kept}"), page.Descendants("section").SkipLast(1).Descendants("tbody").Descendants("th").Select(cell => cell.Value));
    }

    [Fact]
    public void UnderMeanSquaredError_ThereIsALossAndNoAnswer()
    {
        var model = new TwoLayers(6, LossKind.MeanSquaredError);
        var data = DataSet.Regression("random", [6], SymmetricMatrices.Random(50, 6, new Random(7)).ToSingle(), SymmetricMatrices.Random(50, 4, new Random(8)).ToSingle());

        var study = Bottleneck.Measure(model.Parameters, model.Layers, data, cache: null);

        Assert.True(double.IsNaN(study.Accuracy) && study.Layers.SelectMany(layer => layer.Points).All(point => double.IsNaN(point.Accuracy) && double.IsNaN(point.Agreement)));
        Assert.Equal(Mean(Enumerable.Range(0, 50).Select(sample => model.Forward(data, sample, 0, 2).Select((y, output) => Math.Pow(y - data.Targets[0].Values[(sample * 4) + output], 2)).Average())), study.Layers[0].Points[1].Loss, 1e-9);
        Assert.DoesNotContain("accuracy", BottleneckReport.Render(study), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void WantedNumbersAlone_AreTried()
    {
        var model = new TwoLayers(6);
        var curve = Bottleneck.Curve(model.Parameters, model.Layers, 0, model.Data(20), kept: [4, 2, 4]);

        Assert.Equal([2, 4], curve.Select(point => point.Kept));
        Assert.Throws<ArgumentException>(() => Bottleneck.Curve(model.Parameters, model.Layers, 0, model.Data(20), kept: [7]));
    }

    [Fact]
    public void APartOfTheModel_IsRefused()
    {
        var model = new TwoLayers(6);
        var (first, second) = (model.Layers[0], model.Layers[1]);

        Assert.Throws<ArgumentException>(() => Bottleneck.Curve(model.Parameters, [first], 0, model.Data(5), kept: null));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bottleneck.Curve(model.Parameters, [first, second], 2, model.Data(5), kept: null));
        Assert.Throws<ArgumentException>(() => Bottleneck.Curve(model.Parameters, [first, second with { Caveat = "Exact before a norm." }], 0, model.Data(5), kept: null));
    }

    private static double Mean(IEnumerable<double> values) => values.Average();

    private static int Best(double[] values) => Array.IndexOf(values, values.Max());

    /// <summary>x → h₁ = x + D g₁(x) with biases, then head(g₂(h₁)).</summary>
    private sealed class TwoLayers
    {
        private const int Units = 9;
        private const int Classes = 4;
        private const float Scale = 0.4f;       // else logits are in the thousands

        private readonly int _size;
        private readonly LossKind _loss;
        private readonly (string Name, int[] Shape, float[] Values)[] _parameters;

        public TwoLayers(int size, LossKind loss = LossKind.CrossEntropy)
        {
            var random = new Random(3);
            (string Name, int[] Shape)[] shapes =
            [
                ("one.weight", [2 * Units, size]), ("one.bias", [2 * Units]), ("down.weight", [size, Units]),
                ("two.weight", [2 * Units, size]), ("two.bias", [2 * Units]), ("head.weight", [Classes, Units]), ("head.bias", [Classes]),
            ];
            (_size, _loss) = (size, loss);
            _parameters = [.. shapes.Select(parameter => (parameter.Name, parameter.Shape, SymmetricMatrices.Random(1, parameter.Shape.Aggregate(1, (a, b) => a * b), random).ToSingle().Select(value => Scale * value).ToArray()))];
        }

        public IReadOnlyList<QuadraticPath> Layers { get; } = [new([], new(0, 1), [new(2)]) { Residual = 1, ToOutput = null }, new([], new(3, 4), [new(5, 6)])];

        public ParameterReader Parameters => new(
            new ModelDescription
            {
                Name = "Deep",
                Inputs = [new("x", [_size])],
                Outputs = [new("y", [Classes], _loss)],
                Parameters = [.. _parameters.Select(parameter => new ParameterInfo(parameter.Name, parameter.Shape, 1, ParameterInit.UniformFanIn))],
                Forward = _ => { },
                Step = _ => { },
            },
            index => _parameters[index].Values);

        public DataSet Data(int samples) => DataSet.Labelled(
            "random", [_size], SymmetricMatrices.Random(samples, _size, new Random(7)).ToSingle(), [.. Enumerable.Range(0, samples).Select(sample => sample % Classes)], Classes);

        // By plain matrices, with the dense decomposition of the unfolded tensor.
        public double[] Forward(DataSet data, int sample, int layer, int kept)
        {
            var x = new float[_size];
            data.CopyInputs(sample, x);
            var input = Vector<double>.Build.Dense([.. x.Select(value => (double)value)]);
            var (down, head) = (Weight(2), Weight(5));
            var first = down * Products(0, input);
            var h = input + (layer == 0 ? Narrowed(down, 0, first, kept) : first);
            var second = head * Products(3, h);
            return [.. (layer == 1 ? Narrowed(head, 3, second, kept) : second) + Bias(6)];
        }

        private Vector<double> Products(int body, Vector<double> x)
        {
            var both = (Weight(body) * x) + Bias(body + 1);
            return both.SubVector(0, Units).PointwiseMultiply(both.SubVector(Units, Units));
        }

        // Without the components that are dropped.
        private Vector<double> Narrowed(Matrix<double> map, int body, Vector<double> branch, int kept)
        {
            var w = Weight(body);
            var slices = Matrix<double>.Build.DenseOfRowVectors(Enumerable.Range(0, Units).Select(unit =>
            {
                var outer = w.Row(unit).OuterProduct(w.Row(Units + unit));
                return Vector<double>.Build.Dense((0.5 * (outer + outer.Transpose())).AsColumnMajorArray() ?? []);
            }));
            var svd = (map * slices).Svd();
            var rank = svd.S.Count(value => value > 1e-9 * svd.S[0]);
            return Enumerable.Range(kept, rank - kept).Select(svd.U.Column).Aggregate(branch, (rest, left) => rest - (left.DotProduct(branch) * left));
        }

        private Matrix<double> Weight(int index)
        {
            var (_, shape, values) = _parameters[index];
            return Matrix<double>.Build.Dense(shape[0], shape[1], (row, column) => values[(row * shape[1]) + column]);
        }

        private Vector<double> Bias(int index) => Vector<double>.Build.Dense([.. _parameters[index].Values.Select(value => (double)value)]);
    }
}
