using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bilinear.Data;
using Bilinear.Spectral;
using Bilinear.Testing;

namespace Bilinear.Runtime.Tests.Spectral;

/// <summary>The Python of docs/decomposition.md, run as it stands there. Skipped where there is no Python with numpy.</summary>
public sealed class NumpyTests : IDisposable
{
    private const string Driver = """

        import sys
        about, tensors = read(sys.argv[1])
        entry = sys.argv[2]
        x = np.array([float(value) for value in sys.argv[3:]])
        kind = entry.split(".")[-1]
        print(json.dumps((eigen(about, tensors, entry, x) if kind == "eigen" else svd(tensors, entry, x) if kind == "svd" else tree(tensors, entry, x)).tolist()))
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static MatrixTheoryData<SpectrumBasis, BiasTreatment> Treatments => new(Enum.GetValues<SpectrumBasis>(), Enum.GetValues<BiasTreatment>());

    [Theory, MemberData(nameof(Treatments))]
    public void Eigen_IsTheModel(SpectrumBasis basis, BiasTreatment bias)
    {
        var model = OneLayer.Random(bias: true, residual: true);
        var x = Sample(model.Data(1));

        AssertSame(model.Forward(x), Run(model.Decompose(basis: basis, bias: bias), "head.eigen", x));
    }

    [Fact]
    public void Svd_IsAModelWithoutBias()
    {
        var model = OneLayer.Random();
        var x = Sample(model.Data(1));

        AssertSame(model.Forward(x), Run(model.Svd(), "body.svd", x));
    }

    [Theory, InlineData(int.MaxValue), InlineData(30)]
    public void Tree_IsWhatItIsInMemory(int budget)
    {
        var model = new LayerChain();
        var data = model.Data(20);
        var tree = model.Tree(budget: budget, data: data);

        AssertSame(tree.Evaluate(data).Row(0).ToArray(), Run(tree, "head.tree", Sample(data)));
    }

    private double[] Run(Decomposition decomposition, string entry, float[] x)
    {
        Assert.SkipWhen(Python.WithNumpy is null, Python.WhyNone);
        decomposition.Save(_folder["spectra.safetensors"]);
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "decomposition.md"));
        var code = Regex.Match(page, "^```python\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;
        File.WriteAllText(_folder["recipe.py"], code + Driver);

        var (exitCode, output) = Python.Run(Python.WithNumpy, [_folder["recipe.py"], _folder["spectra.safetensors"], entry, .. x.Select(value => value.ToString("R", CultureInfo.InvariantCulture))]);
        Assert.True(exitCode == 0, output);
        return JsonSerializer.Deserialize<double[]>(output)!;
    }

    private static float[] Sample(DataSet data)
    {
        var x = new float[data.SampleLength];
        data.CopyInputs(0, x);
        return x;
    }

    private static void AssertSame(double[] expected, double[] actual)
    {
        var largest = expected.Max(Math.Abs);
        Assert.Equal(expected, actual, (left, right) => Math.Abs(left - right) <= 2e-5 * largest);
    }
}
