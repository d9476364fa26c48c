using Bilinear.Runtime.Tests.Linalg;
using Bilinear.Serialization;
using Bilinear.Spectral;
using Bilinear.Spectral.Forms;
using Bilinear.Testing;
using Bilinear.Training;
using MathNet.Numerics.LinearAlgebra;

namespace Bilinear.Runtime.Tests.Spectral;

public sealed class SvdSpectraTests
{
    [Fact]
    public void Golden_HasPyTorchsSingularValues()
    {
        using var file = SafeTensorsFile.Open(Path.Combine(Repository.Golden, "single.safetensors"));

        var svd = OneLayer.Golden("single").Svd();

        Assert.Equal(file.ReadFloats("svd.values").Select(value => (double)value), svd.AllValues, (expected, actual) => Math.Abs(expected - actual) <= 1e-5 * svd.AllValues[0]);
    }

    [Theory, InlineData(12, 8, 4, false), InlineData(32, 20, 10, false), InlineData(6, 5, 9, false), InlineData(7, 12, 3, true), InlineData(4, 16, 3, true)]
    public void EverySize_IsTheDenseDecomposition(int hidden, int units, int outputs, bool alone)
    {
        var model = OneLayer.Random(hidden: hidden, units: units, outputs: outputs, bias: true);
        var dense = Unfolded(model, alone).Svd();

        var svd = model.Svd(alone);

        for (var index = 0; index < svd.AllValues.Count; index++)
            Assert.Equal(dense.S.ElementAtOrDefault(index), svd.AllValues[index], 1e-6 * dense.S[0]);
        Assert.Equal(dense.Rank, svd.Count);
    }

    [Fact]
    public void SquaresOfTheValues_SumToTheTensorsNorm()
    {
        var model = OneLayer.Random(hidden: 20, units: 16, outputs: 7);
        var norm = Unfolded(model, alone: false).FrobeniusNorm();

        Assert.Equal(1, model.Svd().AllValues.Sum(value => value * value) / (norm * norm), 1e-12);
    }

    [Theory, InlineData(12, 8, 4), InlineData(6, 5, 9)]
    public void Components_SumToTheTensor(int hidden, int units, int outputs)
    {
        var model = OneLayer.Random(hidden: hidden, units: units, outputs: outputs);
        var tensor = Unfolded(model, alone: false);

        foreach (var component in model.Svd())
        {
            Assert.Equal(1, component.Left.Sum(value => value * value), 1e-10);
            Assert.Equal(1, component.Right.ToArray().Sum(value => value * value), 1e-8);
            tensor -= component.Value * Vector<double>.Build.DenseOfEnumerable(component.Left).OuterProduct(Vector<double>.Build.Dense(component.Right.ToArray()));
        }

        Assert.True(tensor.FrobeniusNorm() <= 1e-6 * Unfolded(model, alone: false).FrobeniusNorm());
    }

    [Fact]
    public void RightFactors_HaveTheirOwnEigenvectors_LargestFirst()
    {
        var model = OneLayer.Random();

        var component = model.Svd(keep: 1)[0];

        Assert.Equal(component.Pairs.Values.OrderByDescending(Math.Abs), component.Pairs.Values);
        var products = component.Pairs.Vectors.Times(component.Right);
        for (var row = 0; row < model.Hidden; row++)
        {
            for (var column = 0; column < model.Hidden; column++)
                Assert.Equal(component.Pairs.Values[row] * component.Pairs.Vectors[row, column], products[row, column], 1e-12);
        }
    }

    [Theory, InlineData(24, 64), InlineData(40, 12), InlineData(64, 70)]
    public void DownProjectionBeforeAWideHead_IsTheDenseDecomposition(int narrow, int outputs)
    {
        var model = OneLayer.Random(hidden: 32, units: 48, outputs: narrow);
        float[] head = [.. SymmetricMatrices.Random(outputs, narrow, new Random(5)).ToSingle()];
        var dense = (Matrix<double>.Build.Dense(outputs, narrow, (row, column) => head[(row * narrow) + column]) * Unfolded(model, alone: false)).Svd();

        var svd = SvdSpectra.Compute(WithWiderHead(model, head), new SvdPlan("body", new([], new(0), [new(1), new(2)])) { Keep = 9 });

        Assert.Equal(9, svd.Count);
        Assert.Equal(new[] { narrow, outputs, 48 }.Min(), svd.AllValues.Count);
        Assert.Equal(1, svd.SquaredNorm / dense.S.Sum(value => value * value), 1e-12);
        for (var index = 0; index < svd.AllValues.Count; index++)
            Assert.Equal(dense.S[index], svd.AllValues[index], 1e-9 * dense.S[0]);
        for (var index = 0; index < svd.Count; index++)
        {
            Assert.Equal(1, Math.Abs(svd[index].Left.Zip(dense.U.Column(index), (a, b) => a * b).Sum()), 1e-9);
            Assert.Equal(1, Math.Abs(svd[index].Right.ToArray().Zip(dense.VT.Row(index), (a, b) => a * b).Sum()), 1e-9);
        }
    }

    [Fact]
    public void ManyOutputs_LeaveTheRestUncomputed()
    {
        var model = OneLayer.Random(inputs: 4, hidden: 48, units: 1030, outputs: 1040);

        var svd = model.Svd(keep: 4);

        Assert.Equal((4, 4), (svd.AllValues.Count, svd.Count));
        Assert.True(svd.AllValues.Sum(value => value * value) < svd.SquaredNorm);
        Assert.All(svd, component => Assert.Equal(1, component.Right.ToArray().Sum(value => value * value), 1e-9));
    }

    [Theory, InlineData(4), InlineData(9)]
    public void WeightThatIsNotANumber_IsRefused(int outputs)
    {
        var model = OneLayer.Random(hidden: 6, units: 5, outputs: outputs);
        model.Body[3] = float.NaN;

        Assert.Throws<ArgumentException>(() => model.Svd());
    }

    [Fact]
    public void ZeroTensor_HasZeroValues_AndNoComponents()
    {
        var model = OneLayer.Random();
        Array.Clear(model.Body);

        var svd = model.Svd();

        Assert.Equal([0, 0, 0, 0], svd.AllValues);
        Assert.Empty(svd);
    }

    private static ParameterReader WithWiderHead(OneLayer model, float[] head)
    {
        (string Name, int[] Shape, float[] Values)[] parameters =
        [
            ("body.weight", [2 * model.Units, model.Hidden], model.Body),
            ("down.weight", [model.Outputs, model.Units], model.Head),
            ("head.weight", [head.Length / model.Outputs, model.Outputs], head),
        ];
        return new ParameterReader(
            new ModelDescription
            {
                Name = "Wide",
                Inputs = [new("x", [model.Hidden])],
                Outputs = [new("y", [head.Length / model.Outputs])],
                Parameters = [.. parameters.Select(parameter => new ParameterInfo(parameter.Name, parameter.Shape, 1, ParameterInit.UniformFanIn))],
                Forward = _ => { },
                Step = _ => { },
            },
            index => parameters[index].Values);
    }

    // [outputs, d²], the tensor itself: what the library never builds.
    private static Matrix<double> Unfolded(OneLayer model, bool alone)
    {
        var slices = Enumerable.Range(0, model.Units).Select(unit => model.TensorSlice(unit).Cast<double>().ToArray()).ToArray();
        var tensor = Matrix<double>.Build.DenseOfRowArrays(slices);
        return alone ? tensor : Matrix<double>.Build.Dense(model.Outputs, model.Units, (output, unit) => model.Head[(output * model.Units) + unit]) * tensor;
    }
}
