using Bilinear.Linalg;
using Bilinear.Linalg.Lanes;
using Bilinear.Serialization;

namespace Bilinear.Runtime.Tests.Spectral;

/// <summary>What docs/decomposition.md does with numpy, in C#: a model's outputs by a spectra file and an input, and nothing else.</summary>
internal sealed class WrittenSpectra(string path) : IDisposable
{
    private readonly SafeTensorsFile _file = SafeTensorsFile.Open(path);

    public void Dispose() => _file.Dispose();

    /// <summary>Of every output, or of every direction.</summary>
    /// <param name="of">Empty for the outputs, else <c>.directions</c>.</param>
    public double[] Eigen(string entry, float[] x, string of = "")
    {
        double[] argument = _file.Metadata[$"{entry}.basis"] == "latent" ? Latent(entry, x) : _file.Metadata[$"{entry}.bias"] == "append" ? [.. Widened(x), 1] : Widened(x);
        var (values, vectors, linear, constant) = (Floats($"{entry}{of}.values"), Rows($"{entry}{of}.vectors"), Rows($"{entry}{of}.linear"), Floats($"{entry}{of}.constant"));
        var kept = values.Length / constant.Length;
        var projections = vectors.Times(argument);
        return [.. constant.Select((c, output) => c + (2 * linear.Times(argument)[output])
            + Enumerable.Range(output * kept, kept).Sum(pair => values[pair] * projections[pair] * projections[pair]))];
    }

    public double[] Svd(string entry, float[] x)
    {
        var h = Latent(entry, x);
        var (values, left, right) = (Floats($"{entry}.values"), Rows($"{entry}.left"), Rows($"{entry}.right"));
        var products = right.Times(h);
        return [.. Enumerable.Range(0, left.Columns).Select(output => values.Select((value, component) =>
            value * left[component, output] * h.Select((coordinate, row) => coordinate * products[(component * h.Length) + row]).Sum()).Sum())];
    }

    public double[] Tree(string entry, float[] x)
    {
        var (parents, layers, values) = (Floats($"{entry}.parents"), Floats($"{entry}.layers"), Floats($"{entry}.values"));
        var hasData = _file.Tensors.ContainsKey($"{entry}.pruned");
        var (means, sums) = hasData ? (Floats($"{entry}.mean_activations"), Floats($"{entry}.pruned")) : (new double[values.Length], new double[values.Length]);
        var isKnown = new bool[values.Length];
        var hasLeaves = _file.Tensors.ContainsKey($"{entry}.0.nodes");
        foreach (var (index, value) in !hasLeaves ? [] : Floats($"{entry}.0.nodes").Zip(Rows($"{entry}.0.pictures").Times(Widened(x)).Zip(Floats($"{entry}.0.offsets"), (f, offset) => f + offset)))
            (sums[(int)index], isKnown[(int)index]) = (value, true);
        for (var node = values.Length - 1; parents[node] >= 0; node--)
        {
            var parent = (int)parents[node];
            sums[parent] += isKnown[node] ? values[node] * sums[node] * sums[node] : means[node];
            isKnown[parent] = true;
        }

        return [.. Enumerable.Range(0, parents.Count(parent => parent < 0)).Select(root => isKnown[root] ? sums[root] : means[root])];
    }

    public Matrix Rows(string name) => Matrix.From(_file.ReadFloats(name), (int)_file.Tensors[name].Shape[^1]);

    public IReadOnlyDictionary<string, string> Metadata => _file.Metadata;

    private double[] Latent(string entry, float[] x) => [.. Rows($"{entry}.coordinates").Times(Widened(x)).Zip(Floats($"{entry}.offset"), (value, offset) => value + offset)];

    private double[] Floats(string name) => Widened(_file.ReadFloats(name));

    private static double[] Widened(float[] values) => Array.ConvertAll(values, value => (double)value);
}
