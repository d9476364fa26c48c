using Bilinear.Linalg;
using Bilinear.Spectral;
using Bilinear.Testing;

namespace Bilinear.Runtime.Tests.Spectral;

/// <summary>A spectra file is whole: with an input, and without the model or its weights, it gives the outputs.</summary>
public sealed class SpectraFileTests : IDisposable
{
    // Of the largest |output|: the file's tensors are rounded to float.
    private const double Tolerance = 2e-5;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The embedding's input is as wide as the layer's, narrower, and wider.
    public static MatrixTheoryData<SpectrumBasis, BiasTreatment, bool, bool, int> Models => new(
        Enum.GetValues<SpectrumBasis>(), Enum.GetValues<BiasTreatment>(), [false, true], [false, true], [8, 5, 12]);

    [Theory, MemberData(nameof(Models))]
    public void Eigen_GivesTheOutputs(SpectrumBasis basis, BiasTreatment bias, bool hasBias, bool hasResidual, int inputs)
    {
        var model = OneLayer.Random(inputs, bias: hasBias, residual: hasResidual);
        var plan = new EigenPlan("head", model.Path) { Basis = basis, Bias = bias, Directions = [Direction.Of("1 - 2", 4, 0, (1, 1), (2, -1)), Direction.Of("odd", 4, -0.5, (1, 1), (3, 1))] };
        EigenSpectra.Compute(model.Parameters, plan, model.Data(20)).Save(_folder["s"]);

        using var file = new WrittenSpectra(_folder["s"]);

        foreach (var x in Samples(model.Data(5, seed: 3)))
        {
            var expected = model.Forward(x);
            AssertClose(expected, file.Eigen("head.eigen", x));
            AssertClose([expected[1] - expected[2], expected[1] + expected[3] - (0.5 * (expected[0] + expected[2]))], file.Eigen("head.eigen", x, ".directions"));
        }

        Assert.Equal("the model's input x, flat", file.Metadata["head.eigen.x"]);
    }

    [Fact]
    public void Eigen_OfAWideInput_IsWhole()
    {
        // Above 128 rows forms are solved in float.
        var model = OneLayer.Random(inputs: 200, hidden: 140, units: 20, bias: true, residual: false);
        model.Decompose(basis: SpectrumBasis.Input).Save(_folder["s"]);

        using var file = new WrittenSpectra(_folder["s"]);

        AssertClose(model.Forward(Samples(model.Data(1)).Single()), file.Eigen("head.eigen", Samples(model.Data(1)).Single()));
    }

    [Fact]
    public void InputBasis_IsOfTheInput_InTheFileAndInMemory()
    {
        var model = OneLayer.Random(inputs: 12, units: 2, bias: true);
        var data = model.Data(30);
        var spectra = model.Decompose(basis: SpectrumBasis.Input, data: data);
        spectra.Save(_folder["s"]);
        using var file = new WrittenSpectra(_folder["s"]);

        var vectors = spectra[1].Vectors;
        var products = vectors.TimesTransposed(vectors);
        Assert.Equal(12, vectors.Columns);
        Assert.All(Enumerable.Range(0, vectors.Rows), row => Assert.All(Enumerable.Range(0, vectors.Rows), column => Assert.Equal(row == column ? 1 : 0, products[row, column], 1e-10)));
        Assert.Equal(12, spectra[1].Linear.Count);

        // Their space of zeros is one of inputs, and mean (v·x)² is what the second moment gives.
        var space = Assert.Single(spectra[1].Eigenspaces);
        var projector = space.Projector();
        Assert.Equal(12, projector.Columns);
        Assert.True(Distance(projector, projector.Times(projector)) < 1e-9);
        var coordinates = file.Rows("head.eigen.coordinates");
        Assert.True(Distance(projector, Seen(file.Rows("head.eigen.projectors").SubRows(8, 8), coordinates)) < 1e-5);
        var moment = Seen(file.Rows("head.eigen.second_moment"), coordinates);
        var v = vectors.Row(0).ToArray();
        Assert.Equal(Samples(data).Average(x => Math.Pow(x.Zip(v, (value, weight) => value * weight).Sum(), 2)), moment.Times(v).Zip(v, (left, right) => left * right).Sum(), 1e-4);
        Assert.Equal(Enumerable.Range(0, 8).Select(pair => spectra[1].AllValues[(int)file.Rows("head.eigen.places")[1, pair]]), spectra[1].Values);
    }

    [Fact]
    public void WithoutData_SignsAreThoseOfWhatIsWritten()
    {
        var spectra = OneLayer.Random(inputs: 12).Decompose(basis: SpectrumBasis.Input);

        Assert.All(spectra, spectrum => Assert.All(Enumerable.Range(0, spectrum.Vectors.Rows), row => Assert.True(spectrum.Vectors.Row(row).ToArray().MaxBy(Math.Abs) > 0)));
    }

    [Theory, InlineData(false, false), InlineData(true, false), InlineData(true, true)]
    public void Svd_GivesTheQuadraticPart(bool hasBias, bool hasResidual)
    {
        var model = OneLayer.Random(bias: hasBias, residual: hasResidual);
        SpectraFile.Save(_folder["s"], [model.Svd(), model.Decompose()]);

        using var file = new WrittenSpectra(_folder["s"]);

        foreach (var x in Samples(model.Data(5)))
        {
            var h = model.Latent(x);
            var linear = file.Rows("head.eigen.linear").Times(h);
            double[] affine = [.. linear.Select((value, output) => (2 * value) + file.Rows("head.eigen.constant")[0, output])];
            AssertClose(model.Forward(x), [.. file.Svd("body.svd", x).Zip(affine, (quadratic, rest) => quadratic + rest)]);
        }
    }

    [Theory, InlineData(false, false), InlineData(true, false), InlineData(true, true)]
    public void WholeTree_GivesTheOutputs(bool bias, bool residual)
    {
        var model = new LayerChain(bias: bias, residual: residual);
        model.Tree(data: model.Data(50)).Save(_folder["s"]);

        using var file = new WrittenSpectra(_folder["s"]);

        Assert.All(Samples(model.Data(5, seed: 3)), x => AssertClose(model.Forward(x), file.Tree("head.tree", x)));
    }

    [Theory, InlineData(3, 60, true), InlineData(2, 5, true), InlineData(3, 3, true), InlineData(3, 60, false)]
    public void PrunedTree_GivesWhatItGivesInMemory(int branch, int budget, bool hasData)
    {
        var model = new LayerChain();
        var tree = model.Tree(branch, budget, hasData ? model.Data(50) : null);
        tree.Save(_folder["s"]);
        var unseen = model.Data(5, seed: 3);

        using var file = new WrittenSpectra(_folder["s"]);

        var expected = tree.Evaluate(unseen);
        Assert.All(Samples(unseen).Index(), sample => AssertClose(expected.Row(sample.Index).ToArray(), file.Tree("head.tree", sample.Item)));
    }

    private static IEnumerable<float[]> Samples(Bilinear.Data.DataSet data)
    {
        for (var sample = 0; sample < data.Count; sample++)
        {
            var x = new float[data.SampleLength];
            data.CopyInputs(sample, x);
            yield return x;
        }
    }

    // AᵀMA: a matrix over ĥ as one over x.
    private static Matrix Seen(Matrix matrix, Matrix coordinates) => coordinates.Transpose().Times(matrix).Times(coordinates);

    private static double Distance(Matrix left, Matrix right) => left.ToArray().Zip(right.ToArray(), (a, b) => Math.Abs(a - b)).Max();

    private static void AssertClose(double[] expected, double[] actual)
    {
        var largest = expected.Max(Math.Abs);
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Tolerance * largest));
    }
}
