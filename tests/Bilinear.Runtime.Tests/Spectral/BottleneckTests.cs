using Bilinear.Data;
using Bilinear.Runtime.Tests.Linalg;
using Bilinear.Spectral;
using Bilinear.Spectral.Forms;
using Bilinear.Training;
using MathNet.Numerics.LinearAlgebra;

namespace Bilinear.Runtime.Tests.Spectral;

public sealed class BottleneckTests
{
    private const int Size = 6;
    private const int Units = 9;
    private const int Classes = 4;

    // x → h₁ = x + D g₁(x) with biases, then head(g₂(h₁)).
    private static readonly QuadraticPath First = new([], new(0, 1), [new(2)]) { Residual = 1, ToOutput = null };
    private static readonly QuadraticPath Second = new([], new(3, 4), [new(5, 6)]);

    private readonly (string Name, int[] Shape, float[] Values)[] _parameters = Draw(
        ("one.weight", [2 * Units, Size]), ("one.bias", [2 * Units]), ("down.weight", [Size, Units]),
        ("two.weight", [2 * Units, Size]), ("two.bias", [2 * Units]), ("head.weight", [Classes, Units]), ("head.bias", [Classes]));

    [Theory, InlineData(0, Size), InlineData(1, Classes)]
    public void EveryComponent_IsTheWholeModel_AndFewerAreTheProjection(int layer, int components)
    {
        var data = Data(200);

        var curve = Bottleneck.Curve(Parameters, [First, Second], layer, data, kept: null);

        Assert.Equal(Enumerable.Range(1, components), curve.Select(point => point.Kept));
        Assert.Equal(1, curve[^1].Agreement);
        Assert.Contains(curve, point => point.Agreement < 1);
        foreach (var point in curve)
            Assert.Equal(Share(data, sample => Best(Forward(data, sample, layer, point.Kept)) == data.Labels[sample]), point.Accuracy);
    }

    [Fact]
    public void WantedNumbersAlone_AreTried()
    {
        var curve = Bottleneck.Curve(Parameters, [First, Second], 0, Data(20), kept: [4, 2, 4]);

        Assert.Equal([2, 4], curve.Select(point => point.Kept));
        Assert.Throws<ArgumentException>(() => Bottleneck.Curve(Parameters, [First, Second], 0, Data(20), kept: [7]));
    }

    [Fact]
    public void APartOfTheModel_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Bottleneck.Curve(Parameters, [First], 0, Data(5), kept: null));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bottleneck.Curve(Parameters, [First, Second], 2, Data(5), kept: null));
        Assert.Throws<ArgumentException>(() => Bottleneck.Curve(Parameters, [First, Second with { Caveat = "Exact before a norm." }], 0, Data(5), kept: null));
    }

    private ParameterReader Parameters => new(
        new ModelDescription
        {
            Name = "Deep",
            Inputs = [new("x", [Size])],
            Outputs = [new("y", [Classes])],
            Parameters = [.. _parameters.Select(parameter => new ParameterInfo(parameter.Name, parameter.Shape, 1, ParameterInit.UniformFanIn))],
            Forward = _ => { },
            Step = _ => { },
        },
        index => _parameters[index].Values);

    private static (string, int[], float[])[] Draw(params (string Name, int[] Shape)[] parameters)
    {
        var random = new Random(3);
        return [.. parameters.Select(parameter => (parameter.Name, parameter.Shape, SymmetricMatrices.Random(1, parameter.Shape.Aggregate(1, (a, b) => a * b), random).ToSingle()))];
    }

    private static DataSet Data(int samples) => DataSet.Labelled(
        "random", [Size], SymmetricMatrices.Random(samples, Size, new Random(7)).ToSingle(), [.. Enumerable.Range(0, samples).Select(sample => sample % Classes)], Classes);

    // By plain matrices, with the dense decomposition of the unfolded tensor.
    private double[] Forward(DataSet data, int sample, int layer, int kept)
    {
        var x = new float[Size];
        data.CopyInputs(sample, x);
        var input = Vector<double>.Build.Dense([.. x.Select(value => (double)value)]);
        var down = Weight(2);
        var head = Weight(5);
        var (p, q) = (Projector(down, 0, layer == 0 ? kept : Size), Projector(head, 3, layer == 1 ? kept : Classes));
        var h = input + (p * down * Products(0, input));
        return [.. (q * head * Products(3, h)) + Bias(6)];
    }

    private Vector<double> Products(int body, Vector<double> x)
    {
        var both = (Weight(body) * x) + Bias(body + 1);
        return both.SubVector(0, Units).PointwiseMultiply(both.SubVector(Units, Units));
    }

    private Matrix<double> Projector(Matrix<double> map, int body, int kept)
    {
        var w = Weight(body);
        var slices = Matrix<double>.Build.DenseOfRowVectors(Enumerable.Range(0, Units).Select(unit =>
        {
            var outer = w.Row(unit).OuterProduct(w.Row(Units + unit));
            return Vector<double>.Build.Dense((0.5 * (outer + outer.Transpose())).AsColumnMajorArray() ?? []);
        }));
        var left = (map * slices).Svd().U.SubMatrix(0, map.RowCount, 0, kept);
        return left * left.Transpose();
    }

    private Matrix<double> Weight(int index)
    {
        var (_, shape, values) = _parameters[index];
        return Matrix<double>.Build.Dense(shape[0], shape[1], (row, column) => values[(row * shape[1]) + column]);
    }

    private Vector<double> Bias(int index) => Vector<double>.Build.Dense([.. _parameters[index].Values.Select(value => (double)value)]);

    private static double Share(DataSet data, Func<int, bool> holds) => Enumerable.Range(0, data.Count).Count(holds) / (double)data.Count;

    private static int Best(double[] values) => Array.IndexOf(values, values.Max());
}
